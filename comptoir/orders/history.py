"""Reading an order's history where actions decide by it."""

from django.db.models import QuerySet

from comptoir.core.models import Event
from comptoir.orders.models import Order, Payment


def events_of(order: Order) -> "QuerySet[Event]":
    """The order's events, newest first."""
    return Event.objects.filter(
        shop_id=order.shop_id, subject_kind="order", subject_id=order.id
    ).order_by("-id")


def last_event(order: Order, kind: str) -> Event | None:
    return events_of(order).filter(kind=kind).first()


def standing_event(order: Order, kind: str) -> Event | None:
    """The last event of that kind that was not undone."""
    return events_of(order).filter(kind=kind, undone_by__isnull=True).first()


def event_of_payment(payment: Payment) -> Event:
    """The last event that tells of the payment or refund."""
    rows = Event.objects.filter(
        shop_id=payment.shop_id, subject_kind="order", subject_id=payment.order_id
    )
    return rows.filter(after__payment_id=payment.id).latest("id")


FIELDS = frozenset(field.attname for field in Order._meta.concrete_fields)


def touched(event: Event) -> frozenset[str]:
    """What an event changed, as names that can be compared between events."""
    names = {name for name in event.after if name in FIELDS}
    for kind in ("parcel_id", "tag"):
        if kind in event.after:
            names.add(f"{kind}:{event.after[kind]}")
    return frozenset(names)
