from datetime import datetime

from comptoir.core.actor import Actor
from comptoir.core.models import Event
from comptoir.orders.change import changing
from comptoir.orders.stock import give_back
from comptoir.shops.rights import EDIT


def cancel(
    *,
    shop_id: int,
    order_id: int,
    put_back: bool = True,
    reason: str = "",
    send_mail: bool | None = None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Event:
    """The order is cancelled and keeps its record; what was not sent is in stock again if asked for.

    send_mail None: as the shop has set. A cancelled order stays as it is.
    """
    with changing(
        shop_id=shop_id, order_id=order_id, right=EDIT, actor=actor, now=now, version=version
    ) as change:
        order = change.order
        if order.cancelled:
            return change.already("order.cancelled")
        change.outside_trash()
        change.fresh()
        stock = give_back(order, "cancel", actor, now) if put_back else {}
        order.cancelled_at = now
        mail = order.shop.mail_cancelled if send_mail is None else send_mail
        return change.record(
            "order.cancelled", after={"stock": stock, "reason": reason, "mail": mail}
        )
