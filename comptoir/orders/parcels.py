"""Parcels of an order, and the handling that follows from them."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from comptoir.core.errors import Invalid
from comptoir.core.prepared import Query, insert
from comptoir.core.texts import has_controls
from comptoir.methods import carriers
from comptoir.orders.errors import NothingToSend, WrongQuantity
from comptoir.orders.models import Order, OrderLine, Parcel, ParcelLine
from comptoir.orders.rules import handling

LONGEST = 100
_goods = Query(
    lambda order_id: OrderLine.objects.filter(order_id=order_id, kind=OrderLine.Kind.GOODS),
    order_id=int,
)
_sent = Query(
    lambda order_id: ParcelLine.objects.filter(
        parcel__order_id=order_id, parcel__removed_at__isnull=True
    ).values_list("line_id", "quantity"),
    order_id=int,
)
_parcels = Query(
    lambda order_id: Parcel.objects.filter(order_id=order_id).values_list("id"), order_id=int
)


def goods_of(order: Order) -> list[OrderLine]:
    return _goods.all(order_id=order.id)


def dispatched(order: Order) -> dict[int, int]:
    """Line id → pieces that are in parcels."""
    sent: dict[int, int] = {}
    for line_id, quantity in _sent.all(order_id=order.id):
        sent[line_id] = sent.get(line_id, 0) + quantity
    return sent


def to_send(order: Order) -> dict[int, int]:
    """Line id → pieces still to be sent; empty for a completed order."""
    if order.completed_at is not None:
        return {}
    sent = dispatched(order)
    left = {line.id: line.quantity - sent.get(line.id, 0) for line in goods_of(order)}
    return {line_id: pieces for line_id, pieces in left.items() if pieces > 0}


def follow(order: Order, now: datetime) -> None:
    """`handling` and `dispatched_at` say what the parcels and times say (not saved yet)."""
    sent = dispatched(order)
    goods = [(line.quantity, sent.get(line.id, 0)) for line in goods_of(order)]
    order.handling = handling(
        goods, completed=order.completed_at is not None, ready=order.ready_at is not None
    )
    if any(pieces for _quantity, pieces in goods):
        order.dispatched_at = order.dispatched_at or now
    else:
        order.dispatched_at = None


def add(
    order: Order,
    *,
    tracking_number: str,
    carrier: str,
    quantities: Mapping[int, int] | None,
    now: datetime,
    left: Mapping[int, int] | None = None,
) -> Parcel:
    """The parcel stands with its lines; `quantities` None means all that is left, which is
    read unless `left` says it.

    Raises NothingToSend, WrongQuantity, Invalid.
    """
    left = to_send(order) if left is None else left
    wanted = {line: n for line, n in (left if quantities is None else quantities).items() if n}
    if not wanted:
        raise NothingToSend
    if any(n < 0 or n > left.get(line, 0) for line, n in wanted.items()):
        raise WrongQuantity
    parcel = Parcel(shop_id=order.shop_id, order=order, dispatched_at=now)
    parcel.position = len(_parcels.all(order_id=order.id)) + 1
    set_tracking(parcel, order, tracking_number, carrier)
    insert([parcel])
    insert(
        [
            ParcelLine(shop_id=order.shop_id, parcel=parcel, line_id=line, quantity=n)
            for line, n in wanted.items()
        ]
    )
    return parcel


def set_tracking(parcel: Parcel, order: Order, tracking_number: str, carrier: str) -> None:
    """The parcel has number, carrier and finished tracking address (not saved yet).

    The carrier chosen wins; else the delivery method's own; else the one that the
    number gives away where that is sure.
    """
    number = tracking_number.strip()
    # One line: it goes into the text of mails, where a second line would be words of its own.
    if has_controls(number) or len(number.splitlines()) > 1 or len(number) > LONGEST:
        raise Invalid("tracking_number", _("This can't be a tracking number."), "tracking_number")
    method = order.delivery_as_was
    address = ""
    code = carrier
    if not code:
        code, address = method.get("carrier", ""), method.get("tracking_address", "")
    if number and not code and not address:
        found = carriers.recognise(number)
        code = found.code if found else ""
    if code and code not in carriers.CARRIERS:
        raise Invalid("carrier", _("Choose a carrier of the list."), "carrier")
    known = carriers.CARRIERS.get(code)
    parcel.tracking_number = number
    parcel.carrier = code
    parcel.carrier_name = known.name if known else ""
    parcel.tracking_url = carriers.tracking_url(address or (known.address if known else ""), number)


def as_json(parcel: Parcel) -> dict[str, object]:
    """What the history says of a parcel."""
    return {
        "parcel_id": parcel.id,
        "tracking_number": parcel.tracking_number,
        "carrier": parcel.carrier,
        "carrier_name": parcel.carrier_name,
        "tracking_url": parcel.tracking_url,
    }
