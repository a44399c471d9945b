"""How each kind of event is undone: its fields go back, and what stands beside them."""

from collections.abc import Callable
from dataclasses import dataclass

from comptoir.core.models import Event
from comptoir.orders import fees, money, parcels, stock
from comptoir.orders.change import Change
from comptoir.orders.errors import ProviderPayment, WrongQuantity
from comptoir.orders.models import Order, OrderLine, OrderTag, Parcel, Payment, Tag
from comptoir.orders.queries.payment_offers import fee_lines
from comptoir.shops.rights import EDIT, PAY, REFUND


@dataclass(frozen=True)
class Inverse:
    """personal: it would bring back what anonymising overwrote."""

    right: str
    restore: Callable[[Change, Event], None]
    personal: bool = False


def _fields(change: Change, event: Event) -> None:
    for field in Order._meta.concrete_fields:
        if field.attname in event.before:
            setattr(change.order, field.attname, field.to_python(event.before[field.attname]))


def _payment(*, void: bool) -> Callable[[Change, Event], None]:
    def restore(change: Change, event: Event) -> None:
        rows = Payment.objects.filter(order=change.order, id=event.after["payment_id"])
        if rows.exclude(provider="").exists():
            raise ProviderPayment
        rows.update(voided_at=change.now if void else None)
        money.recount(change.order)

    return restore


def _completed(change: Change, event: Event) -> None:
    if "parcel_id" in event.after:
        _parcel(change, event.after["parcel_id"], removed=True)
    change.order.completed_at = None
    parcels.follow(change.order, change.now)


def _reopened(change: Change, event: Event) -> None:
    _fields(change, event)
    parcels.follow(change.order, change.now)


def _parcel_added(change: Change, event: Event) -> None:
    _parcel(change, event.after["parcel_id"], removed=True)
    parcels.follow(change.order, change.now)


def _parcel_removed(change: Change, event: Event) -> None:
    _fields(change, event)
    _parcel(change, event.after["parcel_id"], removed=False)
    sent = parcels.dispatched(change.order)
    if any(sent.get(line.id, 0) > line.quantity for line in parcels.goods_of(change.order)):
        raise WrongQuantity
    parcels.follow(change.order, change.now)


def _parcel(change: Change, parcel_id: int, *, removed: bool) -> None:
    Parcel.objects.filter(order=change.order, id=parcel_id).update(
        removed_at=change.now if removed else None
    )
    change.search = True


def _parcel_corrected(change: Change, event: Event) -> None:
    names = ("tracking_number", "carrier", "carrier_name", "tracking_url")
    Parcel.objects.filter(order=change.order, id=event.after["parcel_id"]).update(
        **{name: event.before[name] for name in names}
    )
    change.search = True


def _takes_again(change: Change, event: Event) -> None:
    stock.take_again(change.order, event.after.get("stock", {}), change.actor, change.now)
    _fields(change, event)


def _gives_back(reason: str) -> Callable[[Change, Event], None]:
    def restore(change: Change, event: Event) -> None:
        if event.after.get("stock_taken"):
            stock.give_back(change.order, reason, change.actor, change.now)
        _fields(change, event)

    return restore


def _tagged(change: Change, event: Event) -> None:
    OrderTag.objects.filter(order=change.order, tag__name=event.after["tag"]).delete()


def _untagged(change: Change, event: Event) -> None:
    shop_id = change.order.shop_id
    tag, _new = Tag.objects.get_or_create(shop_id=shop_id, name=event.after["tag"])
    OrderTag.objects.get_or_create(shop_id=shop_id, order=change.order, tag=tag)


def _way_to_pay(change: Change, event: Event) -> None:
    order = change.order
    lines = list(OrderLine.objects.filter(order=order))
    now = fee_lines(order, lines)
    _fields(change, event)
    fees.replace(order, now, event.before["fees"])


INVERSES: dict[str, Inverse] = {
    "order.paid": Inverse(PAY, _payment(void=True)),
    "order.payment_voided": Inverse(PAY, _payment(void=False)),
    "order.refunded": Inverse(REFUND, _payment(void=True)),
    "order.refund_voided": Inverse(REFUND, _payment(void=False)),
    "order.comment_changed": Inverse(EDIT, _fields, personal=True),
    "order.contact_corrected": Inverse(EDIT, _fields, personal=True),
    "order.address_corrected": Inverse(EDIT, _fields, personal=True),
    "order.payment_method_changed": Inverse(EDIT, _way_to_pay),
    "order.ready": Inverse(EDIT, _fields),
    "order.completed": Inverse(EDIT, _completed),
    "order.reopened": Inverse(EDIT, _reopened),
    "order.parcel_added": Inverse(EDIT, _parcel_added),
    "order.parcel_corrected": Inverse(EDIT, _parcel_corrected, personal=True),
    "order.parcel_removed": Inverse(EDIT, _parcel_removed),
    "order.cancelled": Inverse(EDIT, _takes_again),
    "order.reinstated": Inverse(EDIT, _gives_back("cancel")),
    "order.archived": Inverse(EDIT, _fields),
    "order.unarchived": Inverse(EDIT, _fields),
    "order.deleted": Inverse(EDIT, _takes_again),
    "order.restored": Inverse(EDIT, _gives_back("trash")),
    "order.tagged": Inverse(EDIT, _tagged, personal=True),
    "order.untagged": Inverse(EDIT, _untagged, personal=True),
}
