from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from comptoir.core.actor import Actor
from comptoir.core.clock import day_in
from comptoir.core.errors import Invalid
from comptoir.core.models import Event
from comptoir.orders import money
from comptoir.orders.change import changing
from comptoir.orders.errors import AboveReceived
from comptoir.orders.models import Payment
from comptoir.shops.rights import REFUND


def refund(
    *,
    shop_id: int,
    order_id: int,
    amount: int,
    refunded_on: date | None = None,
    method: str = "",
    reference: str = "",
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Event:
    """Money that went back by hand stands on the order. amount: minor units.

    Raises AboveReceived, Invalid, OrderMoved.
    """
    with changing(
        shop_id=shop_id, order_id=order_id, right=REFUND, actor=actor, now=now, version=version
    ) as change:
        order = change.order
        change.outside_trash()
        change.fresh()
        today = day_in(now, order.shop.zone)
        day = refunded_on or today
        if amount <= 0:
            raise Invalid("amount", _("The amount must be more than zero."), "amount")
        if amount > order.received - order.refunded:
            raise AboveReceived
        if day > today:
            raise Invalid("refunded_on", _("This date lies in the future."), "refunded_on")
        payment = Payment.objects.create(
            shop_id=shop_id,
            order=order,
            kind=Payment.Kind.REFUND,
            amount=amount,
            received_on=day,
            method=method,
            reference=reference,
            created_at=now,
        )
        money.recount(order)
        return change.record("order.refunded", after=money.as_json(payment))
