from datetime import date, datetime

from comptoir.core.actor import Actor
from comptoir.core.clock import day_in
from comptoir.core.models import Event
from comptoir.orders import money
from comptoir.orders.change import changing
from comptoir.orders.errors import NotPositive
from comptoir.orders.history import event_of_payment
from comptoir.orders.models import Payment
from comptoir.shops.rights import PAY


def book_payment(
    *,
    shop_id: int,
    order_id: int,
    amount: int,
    provider: str,
    reference: str,
    method: str = "",
    received_on: date | None = None,
    actor: Actor,
    now: datetime,
) -> Event:
    """The payment that a provider reported stands on the order, once, whatever state it is in.

    Money that has come is booked on cancelled orders too: somebody must see it. amount: minor
    units. Reported again, the first event is returned. Raises NotPositive.
    """
    with changing(shop_id=shop_id, order_id=order_id, right=PAY, actor=actor, now=now) as change:
        order = change.order
        booked = Payment.objects.filter(
            shop_id=shop_id, provider=provider, reference=reference
        ).first()
        if booked is not None:
            return event_of_payment(booked)
        if amount <= 0:
            raise NotPositive
        today = day_in(now, order.shop.zone)
        payment = Payment.objects.create(
            shop_id=shop_id,
            order=order,
            kind=Payment.Kind.PAYMENT,
            amount=amount,
            received_on=min(received_on or today, today),
            method=method,
            provider=provider,
            reference=reference,
            created_at=now,
        )
        money.recount(order)
        after = money.as_json(payment) | {"mail": order.shop.mail_payment_received}
        return change.record("order.paid", after=after)
