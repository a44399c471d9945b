"""Where a page of a list begins: a place in the order of the list, not a page number."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q

from comptoir.core.prepared import Query
from comptoir.orders.models import Order

SORTS = ("-placed_at", "placed_at", "-total", "total", "-changed_at", "changed_at")
DEFAULT_SORT = "-placed_at"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LARGEST = 2**62
_numbered = Query(
    lambda shop_id, number: Order.objects.filter(shop_id=shop_id, number=number).values_list("id"),
    shop_id=int,
    number=str,
)


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the list: the sort key and the tie of the order that stands there."""

    value: Any
    id: int


@dataclass(frozen=True, slots=True)
class Cursor:
    """Rows after (further down) or before that place, as an address names it.

    Written "after_<sort key>_<number>": the number stands for the id, which stays inside.
    """

    forward: bool
    key: int
    number: str

    def __str__(self) -> str:
        return f"{'after' if self.forward else 'before'}_{self.key}_{self.number}"


def parse_cursor(text: str | None) -> Cursor | None:
    """The cursor of an address; None for none or for one that nobody wrote."""
    way, _, rest = (text or "").partition("_")
    key, _, number = rest.partition("_")
    digits = key.removeprefix("-")
    if way not in {"after", "before"} or not digits.isascii() or not digits.isdigit():
        return None
    if len(digits) > 18 or not number:
        return None
    return Cursor(way == "after", int(key), number)


def cursor_at(column: str, value: Any, number: str, *, forward: bool) -> Cursor:
    key = (value - _EPOCH) // _MICROSECOND if column.endswith("_at") else int(value)
    return Cursor(forward, key, number)


def position_of(cursor: Cursor, shop_id: int, column: str) -> Position | None:
    """The place a cursor names; one statement. A purged order's place is where it stood."""
    value: Any = cursor.key
    if column.endswith("_at"):
        try:
            value = _EPOCH + cursor.key * _MICROSECOND
        except OverflowError:
            return None
    found = _numbered.first(shop_id=shop_id, number=cursor.number)
    return Position(value, found[0] if found else 0)


def beyond(column: str, position: Position, *, descending: bool) -> Q:
    """What comes after that place, as a range of the index with the tie settled."""
    way = "lt" if descending else "gt"
    tie = Q(**{column: position.value, f"id__{way}": position.id})
    return Q(**{f"{column}__{way}e": position.value}) & (
        Q(**{f"{column}__{way}": position.value}) | tie
    )
