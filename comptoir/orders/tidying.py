"""What the worker does for orders now and then."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from comptoir.core.actor import system
from comptoir.core.errors import Refused
from comptoir.orders.actions.purge import purge
from comptoir.orders.models import Order, Payment
from comptoir.orders.states import Place
from comptoir.shops.models import Shop

HOURLY = 3600


def empty_old_trash(now: datetime) -> None:
    """What lay in the trash for as many days as the shop has set is purged.

    Orders that saw money stay where they are; somebody may anonymise them.
    """
    for shop_id, days in Shop.objects.exclude(trash_days=None).values_list("id", "trash_days"):
        for order_id in _old(shop_id, now - timedelta(days=days or 0)):
            try:
                purge(
                    shop_id=shop_id,
                    order_id=order_id,
                    reason="trash_days",
                    actor=system(shop_id),
                    now=now,
                )
            except Refused:  # restored, or gone, since we looked
                continue


def _old(shop_id: int, before: datetime) -> Iterator[int]:
    money = Payment.objects.filter(order=OuterRef("id"))
    rows = Order.objects.filter(shop_id=shop_id, place=Place.TRASH, deleted_at__lt=before)
    yield from list(rows.exclude(Exists(money)).order_by("id").values_list("id", flat=True))
