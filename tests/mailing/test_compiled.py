"""The compiled layout draws what Django draws; plain headers are those of Python's own package."""

import textwrap
from datetime import UTC, datetime
from email.headerregistry import Address
from email.utils import format_datetime

import pytest
from django.template import Context, Engine, Template
from hypothesis import given
from hypothesis import strategies as st

from comptoir.core.ids import token
from comptoir.mailing import mime
from comptoir.mailing.compiled import NotKnown, compiled
from comptoir.mailing.letter import (
    Block,
    Code,
    Columns,
    Details,
    Item,
    Letter,
    Lines,
    Link,
    Prose,
    Row,
    Sum,
)
from comptoir.mailing.plain import _spread
from comptoir.mailing.rendering import layout, render
from comptoir.mailing.rules import text_colour

pytestmark = pytest.mark.once

words = st.text(alphabet="aé<>&\"' \n\r{%}\u2028", max_size=12)
links = st.builds(Link, words, words)
prose = st.builds(Prose, words, words, st.booleans())
blocks: st.SearchStrategy[Block] = st.one_of(
    prose,
    st.builds(Columns, prose, prose),
    st.builds(
        Lines,
        words,
        st.lists(st.builds(Item, words, words, words), max_size=3).map(tuple),
        st.lists(st.builds(Sum, words, words, st.booleans()), max_size=3).map(tuple),
        words,
    ),
    st.builds(
        Details,
        words,
        st.lists(st.builds(Row, words, words, words), max_size=3).map(tuple),
        words,
        st.booleans(),
        st.none() | st.builds(Code, words, words, st.integers(0, 400)),
    ),
)
letters = st.builds(
    Letter,
    language=st.sampled_from(["fr", "en"]),
    shop_name=words,
    accent=st.sampled_from(["#204060", "#ffee00"]),
    subject=words,
    heading=words,
    paragraphs=st.lists(words, max_size=2).map(tuple),
    button=st.none() | links,
    blocks=st.lists(blocks, max_size=3).map(tuple),
    footer=st.lists(words, max_size=2).map(tuple),
    last=st.none() | links,
    logo=words,
)


@given(letters)
def test_a_mail_is_what_django_would_draw(letter: Letter) -> None:
    given_ = {"letter": letter, "on_accent": text_colour(letter.accent)}
    assert render(letter).html == layout().render(Context(given_))


@pytest.mark.parametrize(
    "source",
    [
        "{{ letter.subject|upper }}",
        "{% if letter.subject|length %}a{% endif %}",
        "{% if letter.subject > 'a' %}a{% endif %}",
        "{% now 'Y' %}",
    ],
)
def test_what_is_not_known_is_refused_at_once(source: str) -> None:
    with pytest.raises(NotKnown):
        compiled(Template(source, engine=Engine()), "letter")


@given(st.text(alphabet="a b\t\u00a0é-", max_size=90), st.text(alphabet="1€", max_size=20))
def test_a_line_that_fits_is_not_folded(left: str, right: str) -> None:
    room = 72 - len(right) - 2
    *above, last = textwrap.wrap(left, max(room, 20)) or [""]
    assert _spread(left, right) == "\n".join([*above, f"{last:<{room}}  {right}"])


hosts = st.from_regex(r"[a-z0-9]{1,60}(\.[a-z]{2,9})?", fullmatch=True)
moments = st.integers(0, 2**32).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
of_ours = st.one_of(
    st.tuples(
        st.just("Date"),
        moments.map(format_datetime),
    ),
    st.tuples(st.just("Message-ID"), hosts.map(lambda host: f"<{token()}@{host}>")),
    st.tuples(st.just("Content-Language"), st.sampled_from(["fr", "en", "pt-br"])),
    st.tuples(st.just("Auto-Submitted"), st.just("auto-generated")),
)


@given(of_ours)
def test_a_plain_header_is_pythons_own(header: tuple[str, str]) -> None:
    assert mime._header(*header, False) == mime._folded(*header, wide=False)


@pytest.mark.parametrize("value", ["<a@b>\r\nBcc: x@y.example", "a\nb", "a\rb"])
def test_no_header_is_broken_out_of(value: str) -> None:
    for name in mime._OURS:
        with pytest.raises(ValueError, match=r"linefeed|CR or LF"):
            mime._header(name, value, False)
    with pytest.raises(ValueError, match="CR or LF"):
        mime._address_header("To", value, "", False)


@pytest.mark.parametrize(
    "address",
    [
        "anne@example.com",
        "a.b+c_d-1@shop.example",
        ".a@example.com",
        "a..b@example.com",
        "anne@münchen.example",
        "a,b@example.com",
        f"{'a' * 64}@{'b' * 40}.example",
    ],
)
def test_a_plain_address_is_pythons_own(address: str) -> None:
    theirs = mime._folded("To", mime._address(address), wide=False)
    assert mime._address_header("To", address, "", False) == theirs
    assert isinstance(mime._address(address), Address)
