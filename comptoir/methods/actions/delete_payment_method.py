from datetime import datetime

from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.methods.writing import locked_payment, payment_json
from comptoir.shops.rights import SETUP


def delete_payment_method(*, shop_id: int, method_id: int, actor: Actor, now: datetime) -> None:
    """The payment method is gone from shop and desk; its row stays for the orders that used it.

    Raises NotFound.
    """
    actor.require(SETUP, shop_id)
    with write():
        method = locked_payment(shop_id, method_id)
        before = payment_json(method)
        method.active = False
        method.deleted_at = now
        method.save(update_fields=["active", "deleted_at"])
        events.record(
            shop_id=shop_id,
            subject=("payment_method", method.id),
            kind="payment_method.deleted",
            actor=actor,
            at=now,
            before=before,
        )
