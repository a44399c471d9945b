from datetime import datetime

from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.methods.checks import check_delivery
from comptoir.methods.details import DeliveryDetails
from comptoir.methods.models import DeliveryMethod
from comptoir.methods.writing import delivery_json, differences, locked_delivery, put_delivery
from comptoir.shops.models import Shop
from comptoir.shops.rights import SETUP


def change_delivery_method(
    *, shop_id: int, method_id: int, details: DeliveryDetails, actor: Actor, now: datetime
) -> DeliveryMethod:
    """The delivery method is as given; orders keep it as it was. Raises NotFound, Invalid."""
    actor.require(SETUP, shop_id)
    with write():
        method = locked_delivery(shop_id, method_id)
        check_delivery(details, Shop.objects.get(id=shop_id).language)
        before = delivery_json(method)
        put_delivery(method, details)
        method.save()
        was, became = differences(before, delivery_json(method))
        events.record(
            shop_id=shop_id,
            subject=("delivery_method", method.id),
            kind="delivery_method.changed",
            actor=actor,
            at=now,
            before=was,
            after=became,
        )
        return method
