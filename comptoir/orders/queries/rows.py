"""The rows of the orders list."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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


def rows(order_ids: Collection[int]) -> list[Row]:
    """A row for each of those orders, in that order; two statements."""
    if not order_ids:
        return []
    tags = _tags(order_ids)
    found = Order.objects.filter(id__in=order_ids).values(
        *_PLAIN, "cancelled_at", "delivery_as_was"
    )
    by_id = {values["id"]: _row(values, tags[values["id"]]) for values in found}
    return [by_id[order_id] for order_id in order_ids if order_id in by_id]


def _row(values: dict[str, Any], tags: list[str]) -> Row:
    return Row(
        cancelled=values["cancelled_at"] is not None,
        delivery=values["delivery_as_was"].get("names") or {},
        tags=tags,
        **{name: values[name] for name in _PLAIN},
    )


def _tags(order_ids: Collection[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    carried = OrderTag.objects.filter(order_id__in=order_ids).order_by("tag__name")
    for order_id, name in carried.values_list("order_id", "tag__name"):
        found[order_id].append(name)
    return found
