from datetime import datetime

from comptoir.core.actor import Actor
from comptoir.core.errors import NotFound
from comptoir.core.models import Event
from comptoir.orders import money
from comptoir.orders.change import changing
from comptoir.orders.history import event_of_payment
from comptoir.orders.models import Payment
from comptoir.shops.rights import REFUND


def settle_refund(
    *,
    shop_id: int,
    order_id: int,
    refund_id: int,
    reference: str,
    actor: Actor,
    now: datetime,
) -> Event:
    """The provider has made the refund; `reference` is what it calls it.

    Said again, nothing changes. Raises NotFound for one that failed or is not there.
    """
    with changing(shop_id=shop_id, order_id=order_id, right=REFUND, actor=actor, now=now) as change:
        refund = Payment.objects.filter(
            order=change.order, id=refund_id, kind=Payment.Kind.REFUND, voided_at=None
        ).first()
        if refund is None:
            raise NotFound
        if not refund.pending:
            return event_of_payment(refund)
        refund.pending = False
        refund.reference = reference
        refund.save(update_fields=["pending", "reference"])
        return change.record("order.refunded", after=money.as_json(refund))
