"""An order's events by their place in its history, which is what addresses show of them."""

from comptoir.core.errors import NotFound
from comptoir.core.models import Event
from comptoir.core.prepared import Query
from comptoir.orders.history import events_of
from comptoir.orders.models import Order

_until = Query(
    lambda shop_id, kind, subject_id, event_id: Event.objects.filter(
        shop_id=shop_id, subject_kind=kind, subject_id=subject_id, id__lte=event_id
    ).values_list("id"),
    shop_id=int,
    kind=str,
    subject_id=int,
    event_id=int,
)


def position_of(event: Event) -> int:
    """The event's place among those of its order: the first is 1. One statement."""
    found = _until.all(
        shop_id=event.shop_id,
        kind=event.subject_kind,
        subject_id=event.subject_id,
        event_id=event.id,
    )
    return len(found)


def event_at(order: Order, position: int) -> Event:
    """The order's event at that place, the first being 1. One statement. Raises NotFound."""
    events = list(events_of(order))
    if not 1 <= position <= len(events):
        raise NotFound
    return events[-position]
