from datetime import datetime

from comptoir.core.actor import Actor
from comptoir.core.models import Event
from comptoir.orders.change import changing
from comptoir.orders.history import standing_event
from comptoir.orders.states import Place
from comptoir.orders.stock import take_again
from comptoir.shops.rights import EDIT


def restore(
    *,
    shop_id: int,
    order_id: int,
    without_stock: bool = False,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Event:
    """The order is back where it was before the trash, and holds its stock again.

    Raises OutOfStock if there is none any more and without_stock is False.
    """
    with changing(
        shop_id=shop_id, order_id=order_id, right=EDIT, actor=actor, now=now, version=version
    ) as change:
        order = change.order
        if order.place != Place.TRASH:
            return change.already("order.restored")
        change.fresh()
        deleted = standing_event(order, "order.deleted")
        stock = deleted.after.get("stock", {}) if deleted and not without_stock else {}
        take_again(order, stock, actor, now)
        order.place = order.place_before_trash or Place.ACTIVE
        order.place_before_trash = ""
        order.deleted_at = None
        return change.record("order.restored", after={"stock_taken": stock})
