"""Which orders come next in a view, reading a bounded number of index entries.

Three ways, all giving the same order:
- along an index that has the filter and the sort key: every entry counts;
- along such an index where more is asked: a bounded number of entries is looked at;
- a small set (a search, a tag, some days) is looked at whole and sorted here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from comptoir.orders.models import Order, OrderTag
from comptoir.orders.queries.cursors import Position, beyond
from comptoir.orders.queries.filters import (
    WAITING,
    Filters,
    equalities,
    placed_between,
    tagged,
)
from comptoir.orders.queries.literals import literal
from comptoir.orders.queries.search import search
from comptoir.shops.models import Shop

FIRST = 400
WINDOW = 5_000
SMALL = 2_000


@dataclass(frozen=True, slots=True)
class Way:
    """How a list runs: by which column, down or up, from where on, how many at most."""

    column: str
    descending: bool
    position: Position | None
    limit: int

    def ordered(self, orders: QuerySet[Order]) -> QuerySet[Order]:
        sign = "-" if self.descending else ""
        if self.position is not None:
            orders = orders.filter(beyond(self.column, self.position, descending=self.descending))
        return orders.order_by(f"{sign}{self.column}", f"{sign}id")


@dataclass(frozen=True, slots=True)
class Entries:
    """Ids in the order of the list. `last` is the last order looked at if there may be more
    behind it; `whole` is False when the newest matches of a search were sorted, not all.
    """

    ids: list[int]
    last: int | None = None
    whole: bool = True


def entries(shop: Shop, filters: Filters, way: Way) -> Entries:
    """The next orders of the view, in one to three statements."""
    if filters.search:
        return _searched(shop, filters, way)
    if (small := _small_set(shop, filters, way)) is not None:
        return Entries(_sorted(shop, filters, way, small))
    return _along(shop, filters, way)


def _along(shop: Shop, filters: Filters, way: Way) -> Entries:
    """Along the index that fits best; what it does not know is looked at entry by entry."""
    others = equalities(filters)
    kept: list[Q | None] = [tagged(filters, shop.id), _not_cancelled(filters)]
    if filters.waiting and way.column == "placed_at":
        condition, look = WAITING[filters.waiting]
        along = literal(condition)
        kept.append(look)
    else:
        along = Q(place=filters.place or "active")
        along &= others.pop(0) if others else Q()
        kept.append(_waiting(filters))
    days = placed_between(filters, shop.zone)
    if days is not None and way.column == "placed_at":
        along &= days
    else:
        kept.append(days)
    orders = Order.objects.filter(along, shop_id=shop.id)
    return _looked_at(orders, _all_of([*others, *kept]), way)


def _looked_at(orders: QuerySet[Order], kept: Q, way: Way) -> Entries:
    """Most pages are found among the first few entries; only then is the window read whole."""
    if not kept:
        return Entries(list(way.ordered(orders).values_list("id", flat=True)[: way.limit]))
    orders = orders.annotate(fits=_fits(kept))
    found: list[int] = []
    for size in (FIRST, WINDOW):
        seen = list(way.ordered(orders).values_list(way.column, "id", "fits")[:size])
        for _value, order_id, fits in seen:
            if fits:
                found.append(order_id)
            if len(found) == way.limit:
                return Entries(found)
        if len(seen) < size:
            return Entries(found)
        value, last, _fits_too = seen[-1]
        way = replace(way, position=Position(value, last))
    return Entries(found, last=last)


def _searched(shop: Shop, filters: Filters, way: Way) -> Entries:
    """Along the matches by time placed; for another order, the newest matches sorted."""
    if way.column != "placed_at":
        found = search(shop.id, filters.search)
        return Entries(_sorted(shop, filters, way, found.order_ids), whole=found.complete)
    beyond = way.position.id if way.position else None
    found = search(shop.id, filters.search, beyond=beyond, newest_first=way.descending)
    values = _values(shop, filters, way.column, found.order_ids)
    ids = [order_id for order_id in found.order_ids if order_id in values][: way.limit]
    if found.complete or len(ids) == way.limit:
        return Entries(ids)
    return Entries(ids, last=found.order_ids[-1])


def _small_set(shop: Shop, filters: Filters, way: Way) -> list[int] | None:
    """The orders of a tag, of what waits, of some days, if they are few and no index sorts them."""
    days = placed_between(filters, shop.zone)
    if filters.tag:
        carried = OrderTag.objects.filter(tag__shop_id=shop.id, tag__name=filters.tag)
        found = list(carried.order_by().values_list("order_id", flat=True)[: SMALL + 1])
        return found if len(found) <= SMALL else None
    if way.column == "placed_at" or (days is None and not filters.waiting):
        return None
    if filters.waiting:
        along = literal(WAITING[filters.waiting][0])
    else:
        along = Q(place=filters.place or "active") & (days or Q())
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
    kept = _all_of(
        [
            Q(shop_id=shop.id, place__in=filters.places),
            *equalities(filters),
            _not_cancelled(filters),
            _waiting(filters),
            placed_between(filters, shop.zone),
            tagged(filters, shop.id),
        ]
    )
    looked_at = Order.objects.filter(id__in=ids).annotate(fits=_fits(kept))
    rows = looked_at.values_list("id", column, "fits")
    return {order_id: value for order_id, value, fits in rows if fits}


def _fits(kept: Q) -> Case:
    return Case(When(kept, then=Value(True)), default=Value(False), output_field=BooleanField())


def _not_cancelled(filters: Filters) -> Q | None:
    return Q(cancelled_at__isnull=True) if filters.cancelled is False else None


def _waiting(filters: Filters) -> Q | None:
    if not filters.waiting:
        return None
    condition, look = WAITING[filters.waiting]
    return condition & look if look else condition


def _all_of(conditions: Iterable[Q | None]) -> Q:
    found = Q()
    for condition in conditions:
        if condition is not None:
            found &= condition
    return found
