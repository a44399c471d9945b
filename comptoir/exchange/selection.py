"""Which orders an export carries: a view, or all of the shop."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from comptoir.orders.queries.export import ids_by_number, in_order_of_number
from comptoir.orders.queries.filters import Filters
from comptoir.orders.queries.ids import ids_in_view
from comptoir.shops.models import Shop

DAYS = ("date_from", "date_to")


def ids_of(shop: Shop, filters: Filters | None) -> Iterator[int]:
    """The orders of the view, or all of the shop, in no promised order: for counting."""
    return ids_by_number(shop.id) if filters is None else ids_in_view(shop, filters)


def chosen_ids(shop: Shop, filters: Filters | None) -> Iterator[int]:
    """The same, in order of number, as the format promises."""
    ids = ids_of(shop, filters)
    return ids if filters is None else iter(in_order_of_number(shop.id, ids))


def as_json(filters: Filters | None) -> dict[str, Any] | None:
    if filters is None:
        return None
    values = asdict(filters)
    return values | {name: values[name].isoformat() for name in DAYS if values[name]}


def from_json(values: dict[str, Any] | None) -> Filters | None:
    if values is None:
        return None
    days = {name: date.fromisoformat(values[name]) for name in DAYS if values[name]}
    return Filters(**values | days)
