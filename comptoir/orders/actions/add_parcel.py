from collections.abc import Mapping
from datetime import datetime

from comptoir.core.actor import Actor
from comptoir.core.models import Event
from comptoir.orders import parcels
from comptoir.orders.change import changing
from comptoir.orders.errors import AlreadyCompleted
from comptoir.shops.rights import EDIT


def add_parcel(
    *,
    shop_id: int,
    order_id: int,
    tracking_number: str = "",
    carrier: str = "",
    quantities: Mapping[int, int] | None = None,
    send_mail: bool = False,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Event:
    """The order has one more parcel. quantities: line id → pieces; None: all that is left.

    Raises NothingToSend, WrongQuantity, AlreadyCompleted, Invalid, OrderMoved.
    """
    with changing(
        shop_id=shop_id, order_id=order_id, right=EDIT, actor=actor, now=now, version=version
    ) as change:
        change.living()
        change.fresh()
        if change.order.completed_at is not None:
            raise AlreadyCompleted
        parcel = parcels.add(
            change.order,
            tracking_number=tracking_number,
            carrier=carrier,
            quantities=quantities,
            now=now,
        )
        parcels.follow(change.order, now)
        change.search = True
        return change.record(
            "order.parcel_added", after=parcels.as_json(parcel) | {"mail": send_mail}
        )
