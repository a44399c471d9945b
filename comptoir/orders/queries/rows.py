"""The rows of the orders list."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from comptoir.core.prepared import Query
from comptoir.core.texts import Texts
from comptoir.orders.models import Order, OrderTag

_PLAIN = (
    "id",
    "version",
    "number",
    "placed_at",
    "changed_at",
    "name",
    "company",
    "email",
    "city",
    "country",
    "items",
    "total",
    "currency",
    "payment_state",
    "handling",
    "place",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One order as a list shows it. `delivery` is the method's name per language."""

    id: int
    version: int
    number: str
    placed_at: datetime
    changed_at: datetime
    name: str
    company: str
    email: str
    city: str
    country: str
    items: int
    total: int
    currency: str
    payment_state: str
    handling: str
    place: str
    cancelled: bool
    delivery: Texts
    tags: list[str]


_rows = Query(
    lambda ids: Order.objects.filter(id__in=ids).values_list(
        *_PLAIN, "cancelled_at", "delivery_as_was"
    ),
    ids=[int],
)
_carried = Query(
    lambda ids: (
        OrderTag.objects.filter(order_id__in=ids)
        .order_by("tag__name")
        .values_list("order_id", "tag__name")
    ),
    ids=[int],
)


def rows(order_ids: Collection[int]) -> list[Row]:
    """A row for each of those orders, in that order; two statements."""
    wanted = list(dict.fromkeys(order_ids))
    tags: dict[int, list[str]] = defaultdict(list)
    for order_id, name in _carried.all(ids=wanted):
        tags[order_id].append(name)
    by_id = {
        row[0]: _row((*row[:-2], row[-2] is not None, row[-1].get("names") or {}, tags[row[0]]))
        for row in _rows.all(ids=wanted)
    }
    return [by_id[order_id] for order_id in order_ids if order_id in by_id]


def _row(values: tuple[Any, ...]) -> Row:
    return Row(*values)
