from datetime import datetime
from typing import Any

from comptoir.core.actor import Actor
from comptoir.core.clock import day_in
from comptoir.core.database import locked, write
from comptoir.core.errors import NotFound
from comptoir.core.models import Event
from comptoir.orders.actions.book_refund import book_refund
from comptoir.orders.actions.fail_refund import fail_refund
from comptoir.orders.actions.settle_refund import settle_refund
from comptoir.orders.models import Order, Payment
from comptoir.payments.errors import OtherCurrency
from comptoir.payments.providers.interface import RefundState, Returned
from comptoir.shops.rights import REFUND


def note_refund(
    *, shop_id: int, order_id: int, told: Returned, actor: Actor, now: datetime
) -> Event | None:
    """What the provider says of a refund stands on the order; None if there is nothing to note yet.

    One that we asked for is known by our key, later by the provider's name; one that was made
    at the provider itself is booked when it is done. Raises NotFound, OtherCurrency, AboveReceived.
    """
    actor.require(REFUND, shop_id)
    with write():
        order = locked(
            Order.objects.select_related("shop").filter(shop_id=shop_id, id=order_id)
        ).first()
        payment = Payment.objects.filter(
            order_id=order_id, reference=told.of, kind=Payment.Kind.PAYMENT
        ).first()
        if order is None or payment is None:
            raise NotFound
        if told.currency != order.currency:
            raise OtherCurrency
        names = [name for name in (told.key, told.reference) if name]
        known = Payment.objects.filter(
            order=order, provider=payment.provider, reference__in=names, kind=Payment.Kind.REFUND
        ).first()
        where: Any = {"shop_id": shop_id, "order_id": order_id, "actor": actor, "now": now}
        if told.state == RefundState.PENDING or (
            known is None and told.state == RefundState.FAILED
        ):
            return None
        if known is None:
            return book_refund(
                **where,
                payment_id=payment.id,
                amount=told.amount,
                reference=told.reference,
                refunded_on=day_in(told.at, order.shop.zone) if told.at else None,
            )
        if told.state == RefundState.FAILED:
            return fail_refund(**where, refund_id=known.id, reason=told.said)
        if known.voided_at is not None:
            return None
        return settle_refund(**where, refund_id=known.id, reference=told.reference)
