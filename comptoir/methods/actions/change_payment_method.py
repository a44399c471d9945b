from datetime import datetime

from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.methods.checks import check_payment
from comptoir.methods.details import PaymentDetails
from comptoir.methods.models import PaymentMethod
from comptoir.methods.writing import (
    differences,
    locked_payment,
    payment_json,
    put_deliveries,
    put_payment,
)
from comptoir.shops.models import Shop
from comptoir.shops.rights import SETUP


def change_payment_method(
    *, shop_id: int, method_id: int, details: PaymentDetails, actor: Actor, now: datetime
) -> PaymentMethod:
    """The payment method is as given; orders keep it as it was. Raises NotFound, Invalid."""
    actor.require(SETUP, shop_id)
    with write():
        method = locked_payment(shop_id, method_id)
        check_payment(details, Shop.objects.get(id=shop_id).language)
        before = payment_json(method)
        put_payment(method, details)
        method.save()
        put_deliveries(method, list(details.delivery_method_ids))
        was, became = differences(before, payment_json(method))
        events.record(
            shop_id=shop_id,
            subject=("payment_method", method.id),
            kind="payment_method.changed",
            actor=actor,
            at=now,
            before=was,
            after=became,
        )
        return method
