"""Keeping the figures per month in step."""

from zoneinfo import ZoneInfo

from django.db.models import Count, F, Sum
from django.db.models.functions import TruncMonth

from comptoir.core.database import locked, write
from comptoir.core.events import Writing
from comptoir.core.models import Event
from comptoir.core.prepared import Update
from comptoir.orders.models import MonthFigure, Order
from comptoir.orders.states import Place
from comptoir.shops.models import Shop

_add = Update(
    lambda shop_id, month, orders, total: (
        MonthFigure.objects.filter(shop_id=shop_id, month=month),
        {"orders": F("orders") + orders, "total": F("total") + total},
    ),
    shop_id=int,
    month=str,
    orders=int,
    total=int,
)


def add(*, shop_id: int, month: str, orders: int, total: int) -> None:
    """The month counts that many orders and that much more; both may be negative."""
    if not _add(shop_id=shop_id, month=month, orders=orders, total=total):
        MonthFigure.objects.bulk_create(
            [MonthFigure(shop_id=shop_id, month=month)], ignore_conflicts=True
        )
        _add(shop_id=shop_id, month=month, orders=orders, total=total)


def on_settings_changed(event: Event) -> Writing | None:
    """Another zone has other months: the shop's figures are counted anew."""
    if "zone" not in event.after:
        return None
    return lambda: recount(shop_id=event.shop_id)


def recount(*, shop_id: int) -> None:
    """The months say what the orders say, in the shop's zone of now."""
    with write():
        # FOR UPDATE: an order that is being placed is waited for, or waits.
        shop = Shop.objects.select_for_update().get(id=shop_id)
        list(locked(MonthFigure.objects.filter(shop=shop).order_by("month")))
        counted = (
            Order.objects.filter(shop=shop, cancelled_at=None)
            .exclude(place=Place.TRASH)
            .annotate(month=TruncMonth("placed_at", tzinfo=ZoneInfo(shop.zone)))
            .order_by()
            .values("month")
            .annotate(count=Count("id"), sum=Sum("total"))
        )
        rows = [
            MonthFigure(
                shop=shop, month=f"{row['month']:%Y-%m}", orders=row["count"], total=row["sum"]
            )
            for row in counted
        ]
        MonthFigure.objects.filter(shop=shop).delete()
        MonthFigure.objects.bulk_create(rows)
