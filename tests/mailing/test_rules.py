"""Decisions about mails, without a database."""

import pytest

from comptoir.mailing.rules import is_address, once_each, one_line, text_colour

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("anne@example.com", True),
        ("josé@müller.example", True),
        ("a+b.c@example.com", True),
        ("anne", False),
        ("anne@example.com\n", False),
        ("anne@example.com, b@example.com", False),
        ("Anne <anne@example.com>", False),
        ("a@b@example.com", False),
        ("a" * 320 + "@example.com", False),
    ],
)
def test_what_can_be_one_recipient(text: str, good: bool) -> None:
    assert is_address(text) is good


def test_a_header_is_one_line() -> None:
    assert one_line("Hi\r\nBcc: x\x00\u2028 y  z") == "Hi Bcc: x y z"


def test_addresses_count_once_whatever_their_case() -> None:
    assert once_each(["A@x.y", " a@x.y", "b@x.y"]) == ["A@x.y", "b@x.y"]


@pytest.mark.parametrize(
    ("accent", "text"),
    [("#1f5c4d", "#ffffff"), ("#ffe08a", "#1a1917"), ("nonsense", "#ffffff")],
)
def test_text_on_the_accent_can_be_read(accent: str, text: str) -> None:
    assert text_colour(accent) == text
