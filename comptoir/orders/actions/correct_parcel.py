from datetime import datetime

from comptoir.core.actor import Actor
from comptoir.core.errors import NotFound
from comptoir.core.models import Event
from comptoir.orders import parcels
from comptoir.orders.change import changing
from comptoir.orders.models import Parcel
from comptoir.shops.rights import EDIT


def correct_parcel(
    *,
    shop_id: int,
    order_id: int,
    parcel_id: int,
    tracking_number: str,
    carrier: str = "",
    send_mail: bool = False,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Event:
    """The parcel has another tracking number or carrier. Raises NotFound, Invalid, OrderMoved."""
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
        before = parcels.as_json(parcel)
        parcels.set_tracking(parcel, change.order, tracking_number, carrier)
        parcel.save(update_fields=["tracking_number", "carrier", "carrier_name", "tracking_url"])
        change.search = True
        return change.record(
            "order.parcel_corrected",
            before=before,
            after=parcels.as_json(parcel) | {"mail": send_mail},
        )
