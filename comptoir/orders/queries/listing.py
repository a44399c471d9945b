"""A page of the orders list, by key and in bounded work, whatever the number of orders."""

from dataclasses import dataclass
from datetime import datetime

from comptoir.orders.models import Order
from comptoir.orders.queries.along import Way
from comptoir.orders.queries.cursors import (
    DEFAULT_SORT,
    SORTS,
    Position,
    cursor_at,
    parse_cursor,
    position_of,
)
from comptoir.orders.queries.entries import Entries, entries
from comptoir.orders.queries.filters import Filters
from comptoir.orders.queries.rows import Row, rows
from comptoir.shops.models import Shop

PAGE = 50

__all__ = ["DEFAULT_SORT", "PAGE", "SORTS", "Filters", "Page", "Row", "page"]


@dataclass(frozen=True, slots=True)
class Page:
    """Rows in the order of the list, and the cursors of the pages beside it.

    Where only so many entries were looked at, `go_on` is the cursor of what lies behind
    them and `searched_back_to` the sort key reached: a moment, or an amount. `whole` is
    False when the newest matches of a search were sorted instead of all.
    """

    rows: list[Row]
    newer: str | None = None
    older: str | None = None
    searched_back_to: datetime | int | None = None
    go_on: str | None = None
    whole: bool = True


def page(
    shop: Shop,
    filters: Filters,
    sort: str = DEFAULT_SORT,
    cursor: str | None = None,
    size: int = PAGE,
) -> Page:
    """The page of the view that the cursor names, or the first; an odd cursor or sort is ignored.

    At most five statements, of which none counts and none skips rows; once more if the way
    back reaches the head of the list.
    """
    column = sort.removeprefix("-") if sort in SORTS else DEFAULT_SORT.removeprefix("-")
    descending = sort.startswith("-") or sort not in SORTS
    asked = parse_cursor(cursor)
    position = position_of(asked, shop.id, column) if asked else None
    if asked is None or position is None:
        return _down(shop, filters, Way(column, descending, None, size + 1))
    if asked.forward:
        return _down(shop, filters, Way(column, descending, position, size + 1))
    return _up(shop, filters, column, descending, position, size)


def _down(shop: Shop, filters: Filters, way: Way) -> Page:
    found = entries(shop, filters, way)
    shown, edge = _rows(found, way.limit - 1)
    older = shown[-1] if len(found.ids) == way.limit else None
    return Page(
        rows=shown,
        newer=_cursor(way.column, shown[0] if way.position and shown else None, forward=False),
        older=_cursor(way.column, older, forward=True),
        searched_back_to=getattr(edge, way.column) if edge else None,
        go_on=_cursor(way.column, edge, forward=True),
        whole=found.whole,
    )


def _up(
    shop: Shop, filters: Filters, column: str, descending: bool, position: Position, size: int
) -> Page:
    """The rows before the position; near the head of the list, the first page instead."""
    found = entries(shop, filters, Way(column, not descending, position, size + 1))
    if len(found.ids) <= size and found.last is None:
        return _down(shop, filters, Way(column, descending, None, size + 1))
    shown, edge = _rows(found, size)
    shown.reverse()
    first = shown[0] if len(found.ids) > size else edge
    last = shown[-1] if shown else edge
    return Page(
        rows=shown,
        newer=_cursor(column, first, forward=False),
        older=_cursor(column, last, forward=True),
        whole=found.whole,
    )


def _rows(found: Entries, size: int) -> tuple[list[Row], Row | None]:
    """The rows to show, and the one at the edge of what was looked at."""
    ids = found.ids[:size]
    wanted = ids if found.last is None or found.last in ids else [*ids, found.last]
    loaded = rows(wanted)
    edge = next((row for row in loaded if row.id == found.last), None)
    shown = set(ids)
    return [row for row in loaded if row.id in shown], edge


def _cursor(column: str, row: Row | None, *, forward: bool) -> str | None:
    if row is None:
        return None
    return str(cursor_at(column, getattr(row, column), row.number, forward=forward))


def exists(shop_id: int) -> bool:
    """True once the shop has had an order that still exists."""
    return Order.objects.filter(shop_id=shop_id).exists()
