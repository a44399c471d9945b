"""What a list of orders is narrowed to, as plain values and as conditions."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q

from comptoir.orders.indexes import OPEN_WORK, TO_ARCHIVE, TO_BE_PAID
from comptoir.orders.models import OrderTag
from comptoir.orders.queries.counts import DISPATCHABLE

# What waits, as the counters above the list name it: (read along, then kept if).
WAITING: dict[str, tuple[Q, Q | None]] = {
    "to_be_paid": (TO_BE_PAID, None),
    "to_dispatch": (OPEN_WORK, DISPATCHABLE),
    "to_archive": (TO_ARCHIVE, None),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """A view of the orders. `place` "" means active and archived, for searches.

    `waiting` is one of WAITING and looks at active orders; days are days in the shop's zone.
    """

    place: str = "active"
    waiting: str = ""
    payment: str = ""
    handling: str = ""
    cancelled: bool | None = None
    delivery_method_id: int | None = None
    payment_method_id: int | None = None
    date_from: date | None = None
    date_to: date | None = None
    country: str = ""
    tag: str = ""
    search: str = ""

    @property
    def places(self) -> tuple[str, ...]:
        return (self.place,) if self.place else ("active", "archived")


def equalities(filters: Filters) -> list[Q]:
    """The conditions that have an index of their own, the most telling first."""
    found = []
    if filters.cancelled:
        found.append(Q(cancelled_at__isnull=False))
    if filters.country:
        found.append(Q(country=filters.country))
    if filters.delivery_method_id is not None:
        found.append(Q(delivery_method=filters.delivery_method_id))
    if filters.payment_method_id is not None:
        found.append(Q(payment_method=filters.payment_method_id))
    if filters.handling:
        found.append(Q(handling=filters.handling))
    if filters.payment:
        found.append(Q(payment_state=filters.payment))
    return found


def placed_between(filters: Filters, zone: str) -> Q | None:
    """The condition on the time placed: whole days in that zone, both ends included."""
    if filters.date_from is None and filters.date_to is None:
        return None
    condition = Q()
    if filters.date_from is not None:
        condition &= Q(placed_at__gte=_midnight(filters.date_from, zone))
    if filters.date_to is not None and filters.date_to < date.max:
        condition &= Q(placed_at__lt=_midnight(filters.date_to + timedelta(days=1), zone))
    return condition


def tagged(filters: Filters, shop_id: int) -> Q | None:
    """The condition that the order carries the tag."""
    if not filters.tag:
        return None
    rows = OrderTag.objects.filter(
        order_id=OuterRef("id"), tag__shop_id=shop_id, tag__name=filters.tag
    )
    return Q(Exists(rows))


def _midnight(day: date, zone: str) -> datetime:
    try:
        return datetime.combine(day, time.min, ZoneInfo(zone)).astimezone(UTC)
    except OverflowError:
        # The very first and last days of the calendar have no such hour in UTC.
        return datetime.combine(day, time.min, UTC)
