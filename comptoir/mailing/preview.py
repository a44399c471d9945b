"""What a mail will look like, before anything happens."""

from dataclasses import replace

from comptoir.mailing.facts import facts
from comptoir.mailing.kinds import written
from comptoir.mailing.letter import Rendered
from comptoir.orders.models import Parcel
from comptoir.orders.parcels import set_tracking, to_send


def preview(
    *, shop_id: int, order_id: int, kind: str, tracking_number: str = "", carrier: str = ""
) -> Rendered:
    """The mail as it would be written now; nothing is kept.

    For a dispatch, with the parcel that would be added. Raises NotFound, Invalid.
    """
    known = facts(shop_id=shop_id, order_id=order_id)
    number = tracking_number.strip()
    if kind == "dispatch" and number and to_send(known.order):
        parcel = Parcel(shop_id=shop_id, order=known.order)
        set_tracking(parcel, known.order, number, carrier)
        known = replace(known, parcels=(*known.parcels, parcel))
    return written(kind, known)
