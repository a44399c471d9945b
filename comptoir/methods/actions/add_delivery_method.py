from datetime import datetime

from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.methods.checks import check_delivery
from comptoir.methods.details import DeliveryDetails
from comptoir.methods.models import DeliveryMethod
from comptoir.methods.writing import delivery_json, next_position, put_delivery
from comptoir.shops.models import Shop
from comptoir.shops.rights import SETUP


def add_delivery_method(
    *, shop_id: int, details: DeliveryDetails, actor: Actor, now: datetime
) -> DeliveryMethod:
    """The shop has the delivery method, last of all. Raises Invalid."""
    actor.require(SETUP, shop_id)
    with write():
        check_delivery(details, Shop.objects.get(id=shop_id).language)
        method = DeliveryMethod(shop_id=shop_id)
        put_delivery(method, details)
        method.position = next_position(DeliveryMethod.objects.filter(shop_id=shop_id))
        method.save()
        events.record(
            shop_id=shop_id,
            subject=("delivery_method", method.id),
            kind="delivery_method.added",
            actor=actor,
            at=now,
            after=delivery_json(method),
        )
        return method
