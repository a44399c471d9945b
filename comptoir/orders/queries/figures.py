"""Orders per month, as the actions keep them."""

from dataclasses import dataclass
from functools import cache

from comptoir.core.prepared import Query
from comptoir.orders.models import MonthFigure


@dataclass(frozen=True, slots=True)
class Figure:
    """A month ("2026-11") with number and sum of its orders, minor units."""

    month: str
    orders: int
    total: int


def month_figures(shop_id: int, limit: int = 12) -> list[Figure]:
    """The newest months that have figures, newest first; one statement, no sums."""
    return [Figure(*row) for row in _newest(limit).all(shop_id=shop_id)]


@cache
def _newest(limit: int) -> "Query[tuple[str, int, int]]":
    return Query(
        lambda shop_id: (
            MonthFigure.objects.filter(shop_id=shop_id)
            .exclude(orders=0, total=0)
            .order_by("-month")
            .values_list("month", "orders", "total")[:limit]
        ),
        shop_id=int,
    )
