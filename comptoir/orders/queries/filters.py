"""What a list of orders is narrowed to, as plain values and as conditions."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q

from comptoir.orders.indexes import PAID_CANCELLED, TO_ARCHIVE, TO_BE_PAID, TO_DISPATCH
from comptoir.orders.models import OrderTag

# What waits, as the counters above the list name it; each has an index.
WAITING: dict[str, Q] = {
    "to_be_paid": TO_BE_PAID,
    "to_dispatch": TO_DISPATCH,
    "to_archive": TO_ARCHIVE,
    "paid_cancelled": PAID_CANCELLED,
}


@dataclass(frozen=True, slots=True)
class Filters:
    """A view of the orders. `place` "" means active and archived, for searches.

    `waiting` is one of WAITING and looks at active orders, "paid_cancelled" at archived ones too; days are days in the shop's zone.
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
        # Money for a cancelled order may come when it has long been archived.
        whole = not self.place or self.waiting == "paid_cancelled"
        return ("active", "archived") if whole else (self.place,)


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


def days(filters: Filters, zone: str) -> tuple[datetime | None, datetime | None]:
    """Since when and until when: whole days in that zone, both ends included."""
    first, last = filters.date_from, filters.date_to
    return (
        _midnight(first, zone) if first is not None else None,
        _midnight(last + timedelta(days=1), zone) if last is not None and last < date.max else None,
    )


def placed_between(since: datetime | None, until: datetime | None) -> Q | None:
    """The condition on the time placed; None if neither end is given."""
    condition = Q()
    if since is not None:
        condition &= Q(placed_at__gte=since)
    if until is not None:
        condition &= Q(placed_at__lt=until)
    return condition or None


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
