from datetime import datetime

from comptoir.core.actor import Actor
from comptoir.core.models import Event
from comptoir.orders.change import changing
from comptoir.orders.errors import NothingToPay
from comptoir.orders.rules import OWES
from comptoir.shops.rights import EDIT


def remind(
    *,
    shop_id: int,
    order_id: int,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Event:
    """A reminder of what is still to be paid is owed to the customer; no other comes by itself.

    Raises IsCancelled, InTrash, NothingToPay, OrderMoved.
    """
    with changing(
        shop_id=shop_id, order_id=order_id, right=EDIT, actor=actor, now=now, version=version
    ) as change:
        order = change.order
        change.living()
        change.fresh()
        if order.payment_state not in OWES or order.balance <= 0:
            raise NothingToPay
        order.remind_at = None
        return change.record("order.reminded", after={"mail": bool(order.email)})
