from datetime import datetime

from comptoir.core.actor import Actor
from comptoir.core.models import Event
from comptoir.orders.change import changing
from comptoir.orders.states import Place
from comptoir.orders.stock import give_back
from comptoir.shops.rights import EDIT


def delete(
    *,
    shop_id: int,
    order_id: int,
    put_back: bool = True,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Event:
    """The order is in the trash; what was not sent is in stock again if asked for."""
    with changing(
        shop_id=shop_id, order_id=order_id, right=EDIT, actor=actor, now=now, version=version
    ) as change:
        order = change.order
        if order.place == Place.TRASH:
            return change.already("order.deleted")
        change.fresh()
        stock = give_back(order, "trash", actor, now) if put_back else {}
        order.place_before_trash = order.place
        order.place = Place.TRASH
        order.deleted_at = now
        return change.record("order.deleted", after={"stock": stock})
