"""Which orders come next in a view, reading a bounded number of index entries.

Three ways, all giving the same order:
- along an index that has the filter and the sort key: every entry counts;
- along such an index where more is asked: a bounded number of entries is looked at;
- a small set (a search, a tag, some days) is looked at whole and sorted here.
"""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q

from comptoir.orders.models import Order, OrderTag
from comptoir.orders.queries.along import (
    Way,
    all_of,
    fits,
    looks_at,
    not_cancelled,
    read_along,
    waits,
)
from comptoir.orders.queries.cursors import Position
from comptoir.orders.queries.filters import (
    WAITING,
    Filters,
    days,
    equalities,
    placed_between,
    tagged,
)
from comptoir.orders.queries.literals import literal
from comptoir.orders.queries.search import LIMIT, search
from comptoir.shops.models import Shop

FIRST = 400
WINDOW = 5_000
SMALL = 2_000
SPARE = 10


@dataclass(frozen=True, slots=True)
class Entries:
    """Ids in the order of the list. `last` is the last order looked at if there may be more
    behind it; `whole` is False when the newest matches of a search were sorted, not all.
    """

    ids: list[int]
    last: int | None = None
    whole: bool = True


def entries(shop: Shop, filters: Filters, way: Way) -> Entries:
    """The next orders of the view, in a bounded number of statements."""
    if filters.search:
        return _searched(shop, filters, way)
    if (small := _small_set(shop, filters, way)) is not None:
        return Entries(_sorted(shop, filters, way, small))
    return _along(shop, filters, way)


def _along(shop: Shop, filters: Filters, way: Way) -> Entries:
    """Along the index that fits best; what it does not know is looked at entry by entry. Most pages are found among the first few entries; only then is the window read whole."""
    look = looks_at(filters, way.column)
    found: list[int] = []
    for size in (FIRST, WINDOW) if look else (way.limit,):
        seen = read_along(shop, filters, way, size)
        if not look:
            return Entries([order_id for _value, order_id, *_fits in seen])
        for _value, order_id, wanted in seen:
            if wanted:
                found.append(order_id)
            if len(found) == way.limit:
                return Entries(found)
        if len(seen) < size:
            return Entries(found)
        value, last, _wanted = seen[-1]
        way = replace(way, position=Position(value, last))
    return Entries(found, last=last)


def _searched(shop: Shop, filters: Filters, way: Way) -> Entries:
    """Along the matches by time placed; for another order, the newest matches sorted."""
    if way.column != "placed_at":
        found = search(shop.id, filters.search)
        return Entries(_sorted(shop, filters, way, found.order_ids), whole=found.complete)
    beyond = way.position.id if way.position else None
    # Nearly all matches are in the view, unless more than words is asked for.
    for limit in (way.limit + SPARE, 4 * way.limit, LIMIT):
        found = search(
            shop.id, filters.search, beyond=beyond, newest_first=way.descending, limit=limit
        )
        values = _values(shop, filters, way.column, found.order_ids)
        ids = [order_id for order_id in found.order_ids if order_id in values][: way.limit]
        if found.complete or len(ids) == way.limit:
            return Entries(ids)
    return Entries(ids, last=found.order_ids[-1])


def _small_set(shop: Shop, filters: Filters, way: Way) -> list[int] | None:
    """The orders of a tag, of what waits, of some days, if they are few and no index sorts them."""
    placed = placed_between(*days(filters, shop.zone))
    if filters.tag:
        carried = OrderTag.objects.filter(tag__shop_id=shop.id, tag__name=filters.tag)
        found = list(carried.order_by().values_list("order_id", flat=True)[: SMALL + 1])
        return found if len(found) <= SMALL else None
    if way.column == "placed_at" or (placed is None and not filters.waiting):
        return None
    if filters.waiting:
        along = literal(WAITING[filters.waiting])
    else:
        along = Q(place=filters.place or "active") & (placed or Q())
    orders = Order.objects.filter(along, shop_id=shop.id).order_by("-placed_at", "-id")
    found = list(orders.values_list("id", flat=True)[: SMALL + 1])
    return found if len(found) <= SMALL else None


def _sorted(shop: Shop, filters: Filters, way: Way, ids: list[int]) -> list[int]:
    """Those of the ids that are in the view behind the position, sorted here."""
    values = _values(shop, filters, way.column, ids)
    found = sorted(
        ((value, order_id) for order_id, value in values.items()), reverse=way.descending
    )
    if (edge := way.position) is not None:
        place = (edge.value, edge.id)
        found = [key for key in found if (key < place if way.descending else key > place)]
    return [order_id for _, order_id in found[: way.limit]]


def _values(shop: Shop, filters: Filters, column: str, ids: list[int]) -> dict[int, Any]:
    """Those of the ids that are in the view, with their sort key.

    The conditions stand beside the key, not in WHERE: the rows are fetched by id, and no
    planner is tempted to walk another index.
    """
    kept = all_of(
        [
            Q(shop_id=shop.id, place__in=filters.places),
            *equalities(filters),
            not_cancelled(filters),
            waits(filters),
            placed_between(*days(filters, shop.zone)),
            tagged(filters, shop.id),
        ]
    )
    looked_at = Order.objects.filter(id__in=ids).annotate(fits=fits(kept))
    rows = looked_at.values_list("id", column, "fits")
    return {order_id: value for order_id, value, fits in rows if fits}
