from datetime import datetime

from comptoir.core.actor import Actor
from comptoir.core.models import Event
from comptoir.orders import parcels
from comptoir.orders.change import changing
from comptoir.shops.rights import EDIT


def reopen(
    *, shop_id: int, order_id: int, version: int | None = None, actor: Actor, now: datetime
) -> Event:
    """The order is no longer completed; its handling follows from its parcels again."""
    with changing(
        shop_id=shop_id, order_id=order_id, right=EDIT, actor=actor, now=now, version=version
    ) as change:
        order = change.order
        if order.completed_at is None:
            return change.already("order.reopened")
        change.outside_trash()
        change.fresh()
        order.completed_at = None
        parcels.follow(order, now)
        return change.record("order.reopened")
