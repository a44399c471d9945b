"""Keeping the figures per month in step."""

from django.db.models import F

from comptoir.orders.models import MonthFigure


def add(*, shop_id: int, month: str, orders: int, total: int) -> None:
    """The month counts that many orders and that much more; both may be negative."""
    rows = MonthFigure.objects.filter(shop_id=shop_id, month=month)
    if not rows.update(orders=F("orders") + orders, total=F("total") + total):
        MonthFigure.objects.bulk_create(
            [MonthFigure(shop_id=shop_id, month=month)], ignore_conflicts=True
        )
        rows.update(orders=F("orders") + orders, total=F("total") + total)
