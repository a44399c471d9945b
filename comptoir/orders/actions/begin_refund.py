from datetime import datetime

from comptoir.core.actor import Actor
from comptoir.core.clock import day_in
from comptoir.core.errors import NotFound
from comptoir.core.models import Event
from comptoir.orders import money
from comptoir.orders.change import changing
from comptoir.orders.errors import AboveReceived, NotPositive
from comptoir.orders.models import Payment
from comptoir.shops.rights import REFUND


def begin_refund(
    *,
    shop_id: int,
    order_id: int,
    payment_id: int,
    amount: int,
    key: str,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Event:
    """A refund that the provider of the payment is to make stands on the order, pending.

    It counts from now on, so that no second one can give back the same money. amount: minor
    units, at most what is left of that payment; key: what the provider will know it by.
    Raises NotFound for a payment that no provider reported, AboveReceived, NotPositive, OrderMoved.
    """
    with changing(
        shop_id=shop_id, order_id=order_id, right=REFUND, actor=actor, now=now, version=version
    ) as change:
        order = change.order
        payment = money.standing_payment(order, payment_id)
        if payment is None or not payment.provider:
            raise NotFound
        change.outside_trash()
        change.fresh()
        if amount <= 0:
            raise NotPositive
        if amount > money.refundable(order, payment):
            raise AboveReceived
        refund = Payment.objects.create(
            shop_id=shop_id,
            order=order,
            kind=Payment.Kind.REFUND,
            of=payment,
            amount=amount,
            received_on=day_in(now, order.shop.zone),
            method=payment.method,
            provider=payment.provider,
            reference=key,
            pending=True,
            created_at=now,
        )
        money.recount(order)
        return change.record("order.refund_begun", after=money.as_json(refund))
