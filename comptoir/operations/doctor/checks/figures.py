"""The figures per month are those of the orders."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Min, Sum
from django.utils.translation import gettext as _

from comptoir.core.clock import month_in
from comptoir.operations.doctor.finding import Finding, Scope
from comptoir.orders.models import MonthFigure, Order
from comptoir.orders.states import Place
from comptoir.shops.models import Shop


def months(scope: Scope) -> Iterator[Finding]:
    """Number and sum of each month, in the shop's zone, without cancelled ones and trash."""
    shops = Shop.objects.values_list("id", "slug", "zone").order_by("id")
    if scope.shop_id is not None:
        shops = shops.filter(id=scope.shop_id)
    for shop_id, slug, zone in list(shops):
        kept = {
            month: (orders, total)
            for month, orders, total in MonthFigure.objects.filter(shop_id=shop_id).values_list(
                "month", "orders", "total"
            )
        }
        for month in _months(shop_id, zone, set(kept)):
            counted, said = _counted(shop_id, zone, month), kept.get(month, (0, 0))
            if counted != said:
                yield Finding(
                    slug,
                    month,
                    _("The figures say %(said)s orders; there are %(counted)s.")
                    % {"said": said[0], "counted": counted[0]}
                    if counted[0] != said[0]
                    else _("The figures' sum is not that of the orders."),
                )


def _months(shop_id: int, zone: str, kept: set[str]) -> list[str]:
    """Every month from the first to the last one with an order or a figure."""
    ends = Order.objects.filter(shop_id=shop_id).aggregate(
        first=Min("placed_at"), last=Max("placed_at")
    )
    found = kept | {month_in(moment, zone) for moment in ends.values() if moment}
    if not found:
        return []
    month, last, whole = min(found), max(found), []
    while month <= last:
        whole.append(month)
        month = _next(month)
    return whole


def _next(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{year + number // 12:04}-{number % 12 + 1:02}"


def _begin(month: str, zone: str) -> datetime:
    local = datetime(int(month[:4]), int(month[5:]), 1, tzinfo=ZoneInfo(zone))
    return local.astimezone(UTC)


def _counted(shop_id: int, zone: str, month: str) -> tuple[int, int]:
    found = Order.objects.filter(
        shop_id=shop_id,
        place__in=[Place.ACTIVE, Place.ARCHIVED],
        cancelled_at=None,
        placed_at__gte=_begin(month, zone),
        placed_at__lt=_begin(_next(month), zone),
    ).aggregate(count=Count("id"), sum=Sum("total"))
    return found["count"], int(found["sum"] or 0)
