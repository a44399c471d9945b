"""The lines that a way to pay adds to an order: taken off, put on, and the sums after it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Max, Sum

from comptoir.orders import money
from comptoir.orders.models import Order, OrderLine
from comptoir.orders.totals import DraftLine

_FIELDS = (
    "names",
    "quantity",
    "unit_price",
    "net",
    "tax",
    "gross",
    "rate",
    "tax_class",
    "tax_category",
    "country",
)


def replace(
    order: Order, old: Iterable[OrderLine], new: Iterable[DraftLine | dict[str, Any]]
) -> list[OrderLine]:
    """The old lines are gone, the new ones stand last, and the order's sums follow (not saved)."""
    OrderLine.objects.filter(order=order, id__in=[line.id for line in old]).delete()
    last = OrderLine.objects.filter(order=order).aggregate(last=Max("position"))["last"] or 0
    made = [
        OrderLine(
            shop_id=order.shop_id,
            order=order,
            position=last + place,
            kind=OrderLine.Kind.FEE,
            **(line if isinstance(line, dict) else _values(line)),
        )
        for place, line in enumerate(new, start=1)
    ]
    OrderLine.objects.bulk_create(made)
    sums = OrderLine.objects.filter(order=order).aggregate(
        net=Sum("net"), tax=Sum("tax"), gross=Sum("gross")
    )
    order.net, order.tax, order.total = sums["net"], sums["tax"], sums["gross"]
    money.recount(order)
    return made


def as_json(lines: Sequence[OrderLine]) -> list[dict[str, Any]]:
    """What the history says of the lines: enough to put them on again."""
    return [_values(line) for line in lines]


def _values(line: OrderLine | DraftLine) -> dict[str, Any]:
    return {name: getattr(line, name) for name in _FIELDS}
