"""What the HTML of all mails has in common, so that it need not be kept with each.

A compressed body refers to it by its checksum (RFC 1950, DICTID). A later version of the
layout makes another dictionary; those of before are kept in a table of their own.
"""

import zlib
from functools import cache

from comptoir.core.prepared import Query, insert
from comptoir.mailing.letter import Columns, Details, Item, Letter, Lines, Link, Prose, Row, Sum
from comptoir.mailing.models import MessageDictionary
from comptoir.mailing.rendering import render

_by_number = Query(
    lambda number: MessageDictionary.objects.filter(number=number).values_list("text"), number=int
)
_kept: set[int] = set()


@cache
def current() -> bytes:
    """The layout with each of its parts drawn once, and without a word."""
    row = Row("", "")
    letter = Letter(
        language="",
        shop_name="",
        accent="#000000",
        subject="",
        heading="",
        paragraphs=("", ""),
        button=Link("", ""),
        blocks=(
            Prose("", "", small=True),
            Details("", (row, Row("", "", "https://"), row), text="", boxed=True),
            Lines("", (Item("", "", ""), Item("", "", "")), (Sum("", ""), Sum("", "", True)), ""),
            Columns(Prose("", ""), Prose("", "")),
            Details("", (row, row), text=" "),
            Prose("", ""),
        ),
        footer=("", ""),
        last=Link("", ""),
    )
    return render(letter).html.encode()


def keep_current() -> None:
    """The dictionary that mails are packed with now can be read for ever; called in `write()`."""
    number = zlib.adler32(current())
    if number in _kept:
        return
    if _by_number.first(number=number) is not None:
        # Seen: committed, or written by this very transaction.
        _kept.add(number)
        return
    insert([MessageDictionary(number=number, text=current().decode())])


def dictionary(number: int) -> bytes:
    """The dictionary of that checksum. Raises LookupError for one that was never kept."""
    if number == zlib.adler32(current()):
        return current()
    found = _by_number.first(number=number)
    if found is None:
        raise LookupError(f"mails were packed with a dictionary that is not here: {number}")
    return str(found[0]).encode()
