from datetime import datetime

from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.methods.models import DeliveryMethod
from comptoir.methods.writing import locked_delivery
from comptoir.shops.rights import SETUP


def switch_delivery_method(
    *, shop_id: int, method_id: int, active: bool, actor: Actor, now: datetime
) -> DeliveryMethod:
    """The delivery method is switched on or off; one that is off is not offered. Raises NotFound."""
    actor.require(SETUP, shop_id)
    with write():
        method = locked_delivery(shop_id, method_id)
        if method.active == active:
            return method
        method.active = active
        method.save(update_fields=["active"])
        events.record(
            shop_id=shop_id,
            subject=("delivery_method", method.id),
            kind="delivery_method.switched_on" if active else "delivery_method.switched_off",
            actor=actor,
            at=now,
            before={"active": not active},
            after={"active": active},
        )
        return method
