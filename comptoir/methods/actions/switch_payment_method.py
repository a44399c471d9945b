from datetime import datetime

from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.methods.models import PaymentMethod
from comptoir.methods.writing import locked_payment
from comptoir.shops.rights import SETUP


def switch_payment_method(
    *, shop_id: int, method_id: int, active: bool, actor: Actor, now: datetime
) -> PaymentMethod:
    """The payment method is switched on or off; one that is off is not offered. Raises NotFound."""
    actor.require(SETUP, shop_id)
    with write():
        method = locked_payment(shop_id, method_id)
        if method.active == active:
            return method
        method.active = active
        method.save(update_fields=["active"])
        events.record(
            shop_id=shop_id,
            subject=("payment_method", method.id),
            kind="payment_method.switched_on" if active else "payment_method.switched_off",
            actor=actor,
            at=now,
            before={"active": not active},
            after={"active": active},
        )
        return method
