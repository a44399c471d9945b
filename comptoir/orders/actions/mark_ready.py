from datetime import datetime

from comptoir.core.actor import Actor
from comptoir.core.models import Event
from comptoir.orders import parcels
from comptoir.orders.change import changing
from comptoir.orders.errors import AlreadyCompleted, NotPickup
from comptoir.shops.rights import EDIT


def mark_ready(
    *,
    shop_id: int,
    order_id: int,
    send_mail: bool = True,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Event:
    """The order for pick-up is ready to collect, and its mail goes out if asked for."""
    with changing(
        shop_id=shop_id, order_id=order_id, right=EDIT, actor=actor, now=now, version=version
    ) as change:
        order = change.order
        if order.ready_at is not None and order.completed_at is None:
            return change.already("order.ready")
        change.living()
        if not order.delivery_as_was.get("pickup"):
            raise NotPickup
        if order.completed_at is not None:
            raise AlreadyCompleted
        change.fresh()
        order.ready_at = now
        parcels.follow(order, now)
        return change.record("order.ready", after={"mail": send_mail})
