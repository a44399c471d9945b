"""Taking back what an event would still cause."""

from comptoir.core.database import locked
from comptoir.core.models import Event, Outbox


def recall(event: Event) -> bool:
    """True if nobody has reacted to the event yet, and nobody will."""
    row = locked(Outbox.objects.filter(event_id=event.id)).first()
    if row is None:
        return False
    row.delete()
    return True
