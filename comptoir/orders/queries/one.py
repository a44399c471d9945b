"""One order, with all that its page shows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from comptoir.core.errors import NotFound
from comptoir.core.models import Event
from comptoir.core.prepared import Query
from comptoir.orders.models import Order, OrderLine, Parcel, ParcelLine, Payment, Tag

# Beyond this the page says "100+": nobody reads on, and the count stays cheap.
MANY = 100

_by_number = Query(
    lambda shop_id, number: Order.objects.filter(shop_id=shop_id, number=number),
    shop_id=int,
    number=str,
)
_by_token = Query(
    lambda shop_id, token: Order.objects.filter(shop_id=shop_id, token=token),
    shop_id=int,
    token=str,
)
_lines = Query(
    lambda order_id: OrderLine.objects.filter(order_id=order_id).order_by("position"),
    order_id=int,
)
_payments = Query(
    lambda order_id: Payment.objects.filter(order_id=order_id).order_by("id"), order_id=int
)
_parcels = Query(
    lambda order_id: Parcel.objects.filter(order_id=order_id).order_by("position"), order_id=int
)
_inside = Query(
    lambda order_id: ParcelLine.objects.filter(parcel__order_id=order_id).order_by("id"),
    order_id=int,
)
_events = Query(
    lambda shop_id, order_id: Event.objects.filter(
        shop_id=shop_id, subject_kind="order", subject_id=order_id
    ).order_by("-id"),
    shop_id=int,
    order_id=int,
)
_tags = Query(
    lambda shop_id, order_id: (
        Tag.objects.filter(shop_id=shop_id, order_tags__order_id=order_id)
        .order_by("name")
        .values_list("name")
    ),
    shop_id=int,
    order_id=int,
)
_same_email = Query(
    lambda shop_id, email, order_id: (
        Order.objects.filter(shop_id=shop_id, email=email)
        .exclude(id=order_id)
        .exclude(place="trash")
        .order_by()
        .values_list("id")[: MANY + 1]
    ),
    shop_id=int,
    email=str,
    order_id=int,
)


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


class OrderView:
    """All that an order's page shows, read when it is asked for; events newest first."""

    def __init__(self, order: Order, *, staff: bool) -> None:
        self.order = order
        self._staff = staff

    @cached_property
    def lines(self) -> list[OrderLine]:
        return _lines.all(order_id=self.order.id)

    @cached_property
    def payments(self) -> list[Payment]:
        return _payments.all(order_id=self.order.id)

    @cached_property
    def parcels(self) -> list[ParcelView]:
        return parcels_of(self.order.id)

    @cached_property
    def events(self) -> list[EventView]:
        return events_of(self.order.shop_id, self.order.id)

    @cached_property
    def tags(self) -> list[str]:
        if not self._staff:
            return []
        rows = _tags.all(shop_id=self.order.shop_id, order_id=self.order.id)
        return [name for (name,) in rows]

    @cached_property
    def other_orders(self) -> int:
        return _other_orders(self.order) if self._staff else 0


def order_by_number(shop_id: int, number: str) -> Order:
    """The shop's order of that number. Raises NotFound."""
    return _found(_by_number.first(shop_id=shop_id, number=number) if number else None)


def order_by_token(shop_id: int, token: str) -> Order:
    """The shop's order behind a customer's secret link. Raises NotFound."""
    return _found(_by_token.first(shop_id=shop_id, token=token) if token else None)


def _found(order: Order | None) -> Order:
    if order is None:
        raise NotFound
    return order


def order_view(shop_id: int, number: str) -> OrderView:
    """The order with all that belongs to it; eight statements at most. Raises NotFound."""
    return OrderView(order_by_number(shop_id, number), staff=True)


def customers_view(shop_id: int, token: str) -> OrderView:
    """The same behind a customer's secret link, without tags and other orders. Raises NotFound."""
    return OrderView(order_by_token(shop_id, token), staff=False)


def left_of(payment: Payment, payments: Iterable[Payment]) -> int:
    """How much of the payment was not given back, in minor units; 0 of what is no payment."""
    if payment.kind != Payment.Kind.PAYMENT or payment.voided_at is not None:
        return 0
    gone = sum(one.amount for one in payments if one.of_id == payment.id and not one.voided_at)
    return payment.amount - gone


def parcels_of(order_id: int) -> list[ParcelView]:
    """The order's parcels in order, removed ones too, each with its lines; two statements."""
    parcels = _parcels.all(order_id=order_id)
    inside: dict[int, list[ParcelLine]] = defaultdict(list)
    for line in _inside.all(order_id=order_id):
        inside[line.parcel_id].append(line)
    return [ParcelView(parcel, inside[parcel.id]) for parcel in parcels]


def events_of(shop_id: int, order_id: int) -> list[EventView]:
    """The order's history, newest first; one statement."""
    return _with_undone(_events.all(shop_id=shop_id, order_id=order_id))


def _with_undone(events: Iterable[Event]) -> list[EventView]:
    found = list(events)
    undone = {event.undoes_id: event for event in found if event.undoes_id is not None}
    return [EventView(event, undone.get(event.id)) for event in found]


def _other_orders(order: Order) -> int:
    """Other orders of the same e-mail, in whatever place but the trash, up to MANY + 1."""
    if not order.email:
        return 0
    return len(_same_email.all(shop_id=order.shop_id, email=order.email, order_id=order.id))
