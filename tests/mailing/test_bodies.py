"""Bodies of mails come back as they were, also those of an earlier layout."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comptoir.core.database import write
from comptoir.mailing import bodies, dictionary
from comptoir.mailing.letter import Rendered
from comptoir.mailing.models import Message, MessageBody, MessageDictionary


def _packed(html: str, text: str) -> MessageBody:
    return bodies.packed(Message(id=1), Rendered("", html, text))


@given(html=st.text(max_size=500), text=st.text(max_size=500))
def test_every_text_comes_back(html: str, text: str) -> None:
    body = _packed(html, text)
    assert (bodies.html(body), bodies.text(body)) == (html, text)


def test_the_layout_takes_next_to_no_room() -> None:
    whole = dictionary.current().decode()
    assert len(bytes(_packed(whole.replace("<td", "<td>x</td><td"), "").html_packed)) < 400


def test_what_was_packed_without_a_dictionary_is_read() -> None:
    old = MessageBody(html_packed=zlib.compress(b"<p>"), text_packed=zlib.compress(b"p"))
    assert (bodies.html(old), bodies.text(old)) == ("<p>", "p")


@pytest.mark.django_db
def test_mails_of_an_earlier_layout_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionary, "_kept", set())
    with write():
        for _ in range(3):
            dictionary.keep_current()
    assert MessageDictionary.objects.count() == 1
    body = _packed("<p>é</p>" * 50, "")
    monkeypatch.setattr(dictionary, "current", lambda: b"another layout")
    assert bodies.html(body) == "<p>é</p>" * 50
    with write():
        MessageDictionary.objects.all().delete()
    with pytest.raises(LookupError):
        bodies.html(body)
