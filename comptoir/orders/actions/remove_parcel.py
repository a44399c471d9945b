from datetime import datetime

from comptoir.core.actor import Actor
from comptoir.core.errors import NotFound
from comptoir.core.models import Event
from comptoir.orders import parcels
from comptoir.orders.change import changing
from comptoir.orders.history import events_of
from comptoir.orders.models import Parcel
from comptoir.orders.recalling import recall
from comptoir.shops.rights import EDIT

# What tells the customer of a parcel.
TOLD = ("order.parcel_added", "order.parcel_corrected")


def remove_parcel(
    *,
    shop_id: int,
    order_id: int,
    parcel_id: int,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Event:
    """The parcel counts no more; what it held is to be sent again, and a mail about it that has
    not left yet is not sent. Raises NotFound, OrderMoved.
    """
    with changing(
        shop_id=shop_id, order_id=order_id, right=EDIT, actor=actor, now=now, version=version
    ) as change:
        parcel = Parcel.objects.filter(
            shop_id=shop_id, order=change.order, id=parcel_id, removed_at__isnull=True
        ).first()
        if parcel is None:
            raise NotFound
        change.outside_trash()
        change.fresh()
        parcel.removed_at = now
        parcel.save(update_fields=["removed_at"])
        for event in events_of(change.order).filter(kind__in=TOLD):
            if event.after.get("parcel_id") == parcel.id:
                recall(event)
        parcels.follow(change.order, now)
        change.search = True
        return change.record(
            "order.parcel_removed", before=parcels.as_json(parcel), after={"parcel_id": parcel.id}
        )
