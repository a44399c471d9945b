"""Order number formats: what is accepted gives numbers that can stand in an address."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comptoir.shops.rules import LONGEST_FORMAT, formatted_number, number_format_fault

SAFE = st.text("AZaz059._-", max_size=6)
COUNTER = st.one_of(st.just("{number}"), st.integers(1, 12).map(lambda n: f"{{number:{n}}}"))
YEAR = st.sampled_from(["", "{year}"])


@given(SAFE, YEAR, SAFE, COUNTER, SAFE, st.integers(2000, 2100), st.integers(1, 10**9))
def test_a_good_format_gives_numbers_fit_for_addresses(
    before: str, year: str, between: str, counter: str, after: str, in_year: int, number: int
) -> None:
    pattern = before + year + between + counter + after
    assert number_format_fault(pattern) == ""
    written = formatted_number(pattern, in_year, number)
    assert re.fullmatch(r"[A-Za-z0-9._-]+", written)
    assert str(number) in written
    assert (str(in_year) in written) or not year


@given(SAFE, COUNTER, SAFE, st.integers(1, 10**6), st.integers(1, 10**6))
def test_two_orders_never_get_one_number(
    before: str, counter: str, after: str, one: int, other: int
) -> None:
    pattern = before + counter + after
    same = formatted_number(pattern, 2026, one) == formatted_number(pattern, 2026, other)
    assert same == (one == other)


@pytest.mark.parametrize(
    ("pattern", "written"),
    [
        ("{year}-{number:5}", "2026-00042"),
        ("{number}", "42"),
        ("LUNE.{number:3}", "LUNE.042"),
        ("{number:1}", "42"),
    ],
)
def test_the_number_as_written(pattern: str, written: str) -> None:
    assert formatted_number(pattern, 2026, 42) == written


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "{year}",
        "{number}{number}",
        "{number}-{number:3}",
        "{year}{year}{number}",
        "{number:0}",
        "{number:99}",
        "{number:x}",
        "no {number}",
        "n°{number}",
        "a/{number}",
        "{month}-{number}",
        "{number}\n",
        "A" * LONGEST_FORMAT + "{number}",
    ],
)
def test_formats_that_are_refused(pattern: str) -> None:
    assert number_format_fault(pattern)


@given(st.text(max_size=50))
def test_any_text_is_judged_and_what_passes_can_be_used(pattern: str) -> None:
    if number_format_fault(pattern):
        return
    assert re.fullmatch(r"[A-Za-z0-9._-]+", formatted_number(pattern, 2026, 7))
