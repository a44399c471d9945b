"""Reading along one index: what stands in the range, and what is looked at entry by entry.

Each combination of filters, order and direction is composed once; only values change.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from comptoir.core.prepared import Query
from comptoir.orders.models import Order
from comptoir.orders.queries.cursors import Position, beyond
from comptoir.orders.queries.filters import (
    WAITING,
    Filters,
    days,
    equalities,
    placed_between,
    tagged,
)
from comptoir.orders.queries.literals import literal
from comptoir.shops.models import Shop

# The filters whose values are put in; the others are written into the statement.
_VALUES: dict[str, type] = {
    "payment": str,
    "handling": str,
    "delivery_method_id": int,
    "payment_method_id": int,
    "country": str,
    "tag": str,
}


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
class _Shape:
    """What makes one statement differ from another, values aside."""

    place: str
    waiting: str
    cancelled: bool | None
    asked: tuple[str, ...]
    column: str
    descending: bool
    size: int


def looks_at(filters: Filters, column: str) -> bool:
    """False where every entry of the index counts: nothing is asked that it does not know."""
    return bool(_conditions(0, filters, column, days(filters, "UTC"))[1])


def read_along(shop: Shop, filters: Filters, way: Way, size: int) -> list[tuple[Any, ...]]:
    """The next entries of the index that fits best: sort key, id, and whether all else fits."""
    since, until = days(filters, shop.zone)
    given = {name: getattr(filters, name) for name in _VALUES}
    given |= {"since": since, "until": until}
    if way.position is not None:
        given |= {"edge": way.position.value, "edge_id": way.position.id}
    given = {name: value for name, value in given.items() if value not in ("", None)}
    place = filters.place or "active"
    asked = tuple(given)
    shape = _Shape(
        place, filters.waiting, filters.cancelled, asked, way.column, way.descending, size
    )
    return _statement(shape).all(shop_id=shop.id, **given)


@lru_cache(maxsize=1000)
def _statement(shape: _Shape) -> "Query[tuple[Any, ...]]":
    kinds = _VALUES | {"since": datetime, "until": datetime, "edge_id": int}
    kinds["edge"] = datetime if shape.column.endswith("_at") else int
    words = Filters(place=shape.place, waiting=shape.waiting, cancelled=shape.cancelled)

    def build(shop_id: int, **given: Any) -> "QuerySet[Order, tuple[Any, ...]]":
        filters = replace(words, **{name: given[name] for name in _VALUES if name in given})
        edge = Position(given["edge"], given["edge_id"]) if "edge" in given else None
        placed = given.get("since"), given.get("until")
        along, look = _conditions(shop_id, filters, shape.column, placed)
        orders = Order.objects.filter(along, shop_id=shop_id)
        columns = [shape.column, "id"]
        if look:
            orders, columns = orders.annotate(fits=fits(look)), [*columns, "fits"]
        way = Way(shape.column, shape.descending, edge, shape.size)
        return way.ordered(orders).values_list(*columns)[: shape.size]

    return Query(build, shop_id=int, **{name: kinds[name] for name in shape.asked})


def _conditions(
    shop_id: int, filters: Filters, column: str, placed: tuple[datetime | None, datetime | None]
) -> tuple[Q, Q]:
    """The range of the index that fits best, and what it does not know."""
    others = equalities(filters)
    look: list[Q | None] = [tagged(filters, shop_id), not_cancelled(filters)]
    if filters.waiting and column == "placed_at":
        along = literal(WAITING[filters.waiting])
    else:
        along = Q(place=filters.place or "active")
        along &= others.pop(0) if others else Q()
        look.append(waits(filters))
    between = placed_between(*placed)
    if between is not None and column == "placed_at":
        along &= between
    else:
        look.append(between)
    return along, all_of([*others, *look])


def fits(kept: Q) -> Case:
    return Case(When(kept, then=Value(True)), default=Value(False), output_field=BooleanField())


def not_cancelled(filters: Filters) -> Q | None:
    return Q(cancelled_at__isnull=True) if filters.cancelled is False else None


def waits(filters: Filters) -> Q | None:
    return WAITING[filters.waiting] if filters.waiting else None


def all_of(conditions: Iterable[Q | None]) -> Q:
    found = Q()
    for condition in conditions:
        if condition is not None:
            found &= condition
    return found
