from datetime import datetime

from comptoir.core.actor import Actor
from comptoir.core.errors import NotFound
from comptoir.core.models import Event
from comptoir.orders import money
from comptoir.orders.change import changing
from comptoir.orders.models import Payment
from comptoir.shops.rights import REFUND


def fail_refund(
    *,
    shop_id: int,
    order_id: int,
    refund_id: int,
    reason: str,
    actor: Actor,
    now: datetime,
) -> Event:
    """The provider has not made the refund, or took it back: it counts no more, and says why.

    Said again, nothing changes. Raises NotFound.
    """
    with changing(shop_id=shop_id, order_id=order_id, right=REFUND, actor=actor, now=now) as change:
        refund = Payment.objects.filter(
            order=change.order, id=refund_id, kind=Payment.Kind.REFUND
        ).first()
        if refund is None or not refund.provider:
            raise NotFound
        if refund.voided_at is not None:
            return change.already("order.refund_failed")
        refund.pending = False
        refund.voided_at = now
        refund.save(update_fields=["pending", "voided_at"])
        money.recount(change.order)
        return change.record(
            "order.refund_failed", after=money.as_json(refund) | {"why": reason[:500]}
        )
