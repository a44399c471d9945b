from datetime import datetime

from comptoir.core.actor import Actor
from comptoir.core.errors import NotFound
from comptoir.core.models import Event
from comptoir.orders import money
from comptoir.orders.change import changing
from comptoir.orders.errors import ProviderPayment
from comptoir.orders.models import Payment
from comptoir.shops.rights import PAY, REFUND


def void_payment(
    *,
    shop_id: int,
    order_id: int,
    payment_id: int,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Event:
    """The payment (or refund) stays in the history as voided and counts no more.

    Raises ProviderPayment for what a provider reported, RefundedMeanwhile if more
    would be refunded than received.
    """
    with changing(
        shop_id=shop_id, order_id=order_id, right=PAY, actor=actor, now=now, version=version
    ) as change:
        payment = Payment.objects.filter(shop_id=shop_id, order=change.order, id=payment_id).first()
        if payment is None:
            raise NotFound
        refund = payment.kind == Payment.Kind.REFUND
        kind = "order.refund_voided" if refund else "order.payment_voided"
        if payment.voided_at is not None:
            return change.already(kind)
        if refund:
            actor.require(REFUND, shop_id)
        change.outside_trash()
        change.fresh()
        if payment.provider:
            raise ProviderPayment
        payment.voided_at = now
        payment.save(update_fields=["voided_at"])
        money.recount(change.order)
        return change.record(kind, before=money.as_json(payment), after={"payment_id": payment.id})
