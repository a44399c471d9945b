from datetime import datetime
from typing import Any

from comptoir.core.actor import Actor
from comptoir.core.models import Event
from comptoir.orders import parcels
from comptoir.orders.change import changing
from comptoir.shops.rights import EDIT


def complete(
    *,
    shop_id: int,
    order_id: int,
    tracking_number: str = "",
    carrier: str = "",
    send_mail: bool = True,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Event:
    """The order is completed; with a tracking number, all that was left is in a parcel.

    It need not be paid (cash on delivery). A completed order stays as it is.
    Raises IsCancelled, InTrash, Invalid, OrderMoved.
    """
    with changing(
        shop_id=shop_id, order_id=order_id, right=EDIT, actor=actor, now=now, version=version
    ) as change:
        order = change.order
        if order.completed_at is not None:
            return change.already("order.completed")
        change.living()
        change.fresh()
        after: dict[str, Any] = {"mail": send_mail}
        if tracking_number.strip() and (left := parcels.to_send(order)):
            parcel = parcels.add(
                order,
                tracking_number=tracking_number,
                carrier=carrier,
                quantities=None,
                now=now,
                left=left,
            )
            after |= parcels.as_json(parcel)
            change.search = True
        order.completed_at = now
        parcels.follow(order, now)
        return change.record("order.completed", after=after)
