from datetime import datetime

from comptoir.core.actor import Actor
from comptoir.core.models import Event
from comptoir.orders.change import changing
from comptoir.orders.states import Place
from comptoir.shops.rights import EDIT


def unarchive(
    *, shop_id: int, order_id: int, version: int | None = None, actor: Actor, now: datetime
) -> Event:
    """The order is active again."""
    with changing(
        shop_id=shop_id, order_id=order_id, right=EDIT, actor=actor, now=now, version=version
    ) as change:
        order = change.order
        if order.place == Place.ACTIVE:
            return change.already("order.unarchived")
        change.outside_trash()
        change.fresh()
        order.place = Place.ACTIVE
        order.archived_at = None
        return change.record("order.unarchived")
