from datetime import datetime

from comptoir.core.actor import Actor
from comptoir.core.models import Event
from comptoir.orders.change import changing
from comptoir.orders.history import standing_event
from comptoir.orders.stock import take_again
from comptoir.shops.rights import EDIT


def reinstate(
    *,
    shop_id: int,
    order_id: int,
    without_stock: bool = False,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Event:
    """The order is no longer cancelled and holds the stock again that cancelling gave back.

    Raises OutOfStock if there is none any more and without_stock is False.
    """
    with changing(
        shop_id=shop_id, order_id=order_id, right=EDIT, actor=actor, now=now, version=version
    ) as change:
        order = change.order
        if not order.cancelled:
            return change.already("order.reinstated")
        change.outside_trash()
        change.fresh()
        cancelled = standing_event(order, "order.cancelled")
        stock = cancelled.after.get("stock", {}) if cancelled and not without_stock else {}
        take_again(order, stock, actor, now)
        order.cancelled_at = None
        return change.record("order.reinstated", after={"stock_taken": stock})
