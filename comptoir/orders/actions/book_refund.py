from datetime import date, datetime

from comptoir.core.actor import Actor
from comptoir.core.clock import day_in
from comptoir.core.errors import NotFound
from comptoir.core.models import Event
from comptoir.orders import money
from comptoir.orders.change import changing
from comptoir.orders.errors import AboveReceived, NotPositive
from comptoir.orders.history import event_of_payment
from comptoir.orders.models import Payment
from comptoir.shops.rights import REFUND


def book_refund(
    *,
    shop_id: int,
    order_id: int,
    payment_id: int,
    amount: int,
    reference: str,
    refunded_on: date | None = None,
    actor: Actor,
    now: datetime,
) -> Event:
    """A refund that was made at the provider itself stands on the order, once.

    Raises NotFound for a payment that no provider reported, AboveReceived, NotPositive.
    """
    with changing(shop_id=shop_id, order_id=order_id, right=REFUND, actor=actor, now=now) as change:
        order = change.order
        payment = money.standing_payment(order, payment_id)
        if payment is None or not payment.provider:
            raise NotFound
        booked = Payment.objects.filter(
            shop_id=shop_id, provider=payment.provider, reference=reference
        ).first()
        if booked is not None:
            return event_of_payment(booked)
        if amount <= 0:
            raise NotPositive
        if amount > money.refundable(order, payment):
            raise AboveReceived
        today = day_in(now, order.shop.zone)
        refund = Payment.objects.create(
            shop_id=shop_id,
            order=order,
            kind=Payment.Kind.REFUND,
            of=payment,
            amount=amount,
            received_on=min(refunded_on or today, today),
            method=payment.method,
            provider=payment.provider,
            reference=reference,
            created_at=now,
        )
        money.recount(order)
        return change.record("order.refunded", after=money.as_json(refund))
