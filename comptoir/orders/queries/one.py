"""One order, with all that its page shows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from comptoir.core.errors import NotFound
from comptoir.core.models import Event
from comptoir.orders.models import Order, OrderLine, Parcel, ParcelLine, Payment, Tag

# Beyond this the page says "100+": nobody reads on, and the count stays cheap.
MANY = 100


@dataclass(frozen=True, slots=True)
class ParcelView:
    """A parcel and what is in it; `removed` ones stay in the history."""

    parcel: Parcel
    lines: list[ParcelLine]

    @property
    def removed(self) -> bool:
        return self.parcel.removed_at is not None


@dataclass(frozen=True, slots=True)
class EventView:
    """An entry of the history, and the one that took it back, if any."""

    event: Event
    undone_by: Event | None


@dataclass(frozen=True, slots=True)
class OrderView:
    """All that an order's page shows; events newest first."""

    order: Order
    lines: list[OrderLine]
    payments: list[Payment]
    parcels: list[ParcelView]
    events: list[EventView]
    tags: list[str]
    other_orders: int


def order_by_number(shop_id: int, number: str) -> Order:
    """The shop's order of that number. Raises NotFound."""
    return _one(shop_id=shop_id, number=number)


def order_by_token(shop_id: int, token: str) -> Order:
    """The shop's order behind a customer's secret link. Raises NotFound."""
    return _one(shop_id=shop_id, token=token)


def _one(**key: object) -> Order:
    order = Order.objects.filter(**key).first() if all(key.values()) else None
    if order is None:
        raise NotFound
    return order


def order_view(shop_id: int, number: str) -> OrderView:
    """The order with lines, payments, parcels, events, tags; eight statements. Raises NotFound."""
    order = order_by_number(shop_id, number)
    tags = Tag.objects.filter(shop_id=shop_id, order_tags__order_id=order.id)
    return OrderView(
        order=order,
        lines=list(OrderLine.objects.filter(order_id=order.id).order_by("position")),
        payments=list(Payment.objects.filter(order_id=order.id).order_by("id")),
        parcels=parcels_of(order.id),
        events=events_of(shop_id, order.id),
        tags=list(tags.order_by("name").values_list("name", flat=True)),
        other_orders=_other_orders(order),
    )


def parcels_of(order_id: int) -> list[ParcelView]:
    """The order's parcels in order, removed ones too, each with its lines; two statements."""
    parcels = list(Parcel.objects.filter(order_id=order_id).order_by("position"))
    inside: dict[int, list[ParcelLine]] = defaultdict(list)
    for line in ParcelLine.objects.filter(parcel__order_id=order_id).order_by("id"):
        inside[line.parcel_id].append(line)
    return [ParcelView(parcel, inside[parcel.id]) for parcel in parcels]


def events_of(shop_id: int, order_id: int) -> list[EventView]:
    """The order's history, newest first; one statement."""
    rows = Event.objects.filter(shop_id=shop_id, subject_kind="order", subject_id=order_id)
    return _with_undone(rows.order_by("-id"))


def _with_undone(events: Iterable[Event]) -> list[EventView]:
    found = list(events)
    undone = {event.undoes_id: event for event in found if event.undoes_id is not None}
    return [EventView(event, undone.get(event.id)) for event in found]


def _other_orders(order: Order) -> int:
    """Other orders of the same e-mail, in whatever place but the trash, up to MANY + 1."""
    if not order.email:
        return 0
    same = Order.objects.filter(shop_id=order.shop_id, email=order.email)
    return same.exclude(id=order.id).exclude(place="trash").order_by()[: MANY + 1].count()
