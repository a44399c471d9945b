from datetime import datetime

from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.methods.checks import check_payment
from comptoir.methods.details import PaymentDetails
from comptoir.methods.models import PaymentMethod
from comptoir.methods.writing import next_position, payment_json, put_deliveries, put_payment
from comptoir.shops.models import Shop
from comptoir.shops.rights import SETUP


def add_payment_method(
    *, shop_id: int, details: PaymentDetails, actor: Actor, now: datetime
) -> PaymentMethod:
    """The shop has the payment method, last of all. Raises Invalid."""
    actor.require(SETUP, shop_id)
    with write():
        check_payment(details, Shop.objects.get(id=shop_id).language)
        method = PaymentMethod(shop_id=shop_id)
        put_payment(method, details)
        method.position = next_position(PaymentMethod.objects.filter(shop_id=shop_id))
        method.save()
        put_deliveries(method, list(details.delivery_method_ids))
        events.record(
            shop_id=shop_id,
            subject=("payment_method", method.id),
            kind="payment_method.added",
            actor=actor,
            at=now,
            after=payment_json(method),
        )
        return method
