from datetime import datetime

from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.methods.models import PaymentMethod
from comptoir.methods.writing import locked_payment
from comptoir.shops.rights import SETUP


def note_connection(
    *, shop_id: int, method_id: int, connected: bool, actor: Actor, now: datetime
) -> PaymentMethod:
    """The provider behind the method has said yes to its keys, or no longer does.

    Only a method that is connected is offered. Raises NotFound.
    """
    actor.require(SETUP, shop_id)
    with write():
        method = locked_payment(shop_id, method_id)
        was = method.connected_at is not None
        method.connected_at = now if connected else None
        method.save(update_fields=["connected_at"])
        if was != connected:
            events.record(
                shop_id=shop_id,
                subject=("payment_method", method.id),
                kind="payment_method.connected" if connected else "payment_method.disconnected",
                actor=actor,
                at=now,
                before={"connected": was},
                after={"connected": connected},
            )
        return method
