from dataclasses import dataclass
from datetime import datetime

from comptoir.core.actor import Actor
from comptoir.core.errors import NotFound
from comptoir.core.models import Event
from comptoir.orders.change import changing
from comptoir.orders.errors import AlreadyUndone, ChangedSince, InTrash, NotUndoable
from comptoir.orders.history import events_of, touched
from comptoir.orders.inverses import INVERSES
from comptoir.orders.recalling import recall
from comptoir.orders.states import Place

# What can be undone on an order in the trash; the rest would move money or stock of it.
IN_TRASH = frozenset(
    {
        "order.deleted",
        "order.comment_changed",
        "order.contact_corrected",
        "order.address_corrected",
        "order.tagged",
        "order.untagged",
    }
)


@dataclass(frozen=True)
class Undone:
    """mail_left: a mail of the undone step is on its way and can't be taken back."""

    event: Event
    mail_left: bool


def undo(*, shop_id: int, event_id: int, actor: Actor, now: datetime) -> Undone:
    """What the event changed is as it was before, and its mail is not sent if it has not left.

    Raises NotFound, NotUndoable, AlreadyUndone, InTrash, ChangedSince (a later step
    changed the same thing), OutOfStock (what it would take again is sold).
    """
    event = Event.objects.filter(shop_id=shop_id, subject_kind="order", id=event_id).first()
    if event is None:
        raise NotFound
    inverse = INVERSES.get(event.kind)
    if inverse is None:
        raise NotUndoable
    with changing(
        shop_id=shop_id, order_id=event.subject_id, right=inverse.right, actor=actor, now=now
    ) as change:
        if change.order.place == Place.TRASH and event.kind not in IN_TRASH:
            raise InTrash
        if change.order.anonymised_at is not None and inverse.personal:
            raise NotUndoable
        _check(event, events=list(events_of(change.order).filter(id__gt=event.id)))
        recalled = recall(event)
        inverse.restore(change, event)
        written = change.record(
            "order.undone", before={"kind": event.kind}, after={"recalled": recalled}, undoes=event
        )
        return Undone(written, mail_left=bool(event.after.get("mail")) and not recalled)


def _check(event: Event, events: list[Event]) -> None:
    undone = {later.undoes_id for later in events if later.undoes_id}
    if event.id in undone:
        raise AlreadyUndone
    mine = touched(event)
    for later in events:
        stands = later.id not in undone and later.undoes_id is None
        if stands and touched(later) & mine:
            raise ChangedSince(later)
