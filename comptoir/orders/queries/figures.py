"""Orders per month, as the actions keep them."""

from dataclasses import dataclass

from comptoir.orders.models import MonthFigure


@dataclass(frozen=True, slots=True)
class Figure:
    """A month ("2026-11") with number and sum of its orders, minor units."""

    month: str
    orders: int
    total: int


def month_figures(shop_id: int, limit: int = 12) -> list[Figure]:
    """The newest months that have figures, newest first; one statement, no sums."""
    rows = MonthFigure.objects.filter(shop_id=shop_id).exclude(orders=0, total=0)
    newest = rows.order_by("-month").values_list("month", "orders", "total")[:limit]
    return [Figure(*row) for row in newest]
