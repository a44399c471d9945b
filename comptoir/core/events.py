"""Writing the history, and with it the outbox."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from comptoir.core.actor import Actor
from comptoir.core.database import in_write
from comptoir.core.kept import moved_on
from comptoir.core.models import Event, Outbox
from comptoir.core.prepared import insert

Json = Mapping[str, Any]
# What is written for an event, once it is read and rendered; called inside `write()`.
Writing = Callable[[], None]
Reaction = Callable[[Event], Writing | None]
# What happens all day; every other subject is part of a shop's set-up.
DAILY = frozenset({"order"})


@cache
def reactions() -> dict[str, tuple[Reaction, ...]]:
    """Event kind → what reacts to it; the table stands in config."""
    found: dict[str, tuple[Reaction, ...]] = import_string(settings.COMPTOIR_REACTIONS)
    return found


def record(
    *,
    shop_id: int,
    subject: tuple[str, int],
    kind: str,
    actor: Actor,
    at: datetime,
    before: Json | None = None,
    after: Json | None = None,
    undoes: Event | None = None,
    not_before: datetime | None = None,
) -> Event:
    """The event stands in the history and, if anything reacts to its kind, in the outbox.

    Raises RuntimeError outside `write()`: an event without its change would be a lie.
    """
    if not in_write():
        raise RuntimeError("an event is recorded in the transaction of its action")
    event = Event(
        shop_id=shop_id,
        subject_kind=subject[0],
        subject_id=subject[1],
        kind=kind,
        actor_kind=actor.kind,
        actor_id=actor.id,
        actor_name=actor.name,
        at=at,
        before=dict(before or {}),
        after=dict(after or {}),
        undoes=undoes,
    )
    insert([event])
    if reactions().get(kind):
        waiting = Outbox(
            event=event,
            shop_id=shop_id,
            subject_kind=subject[0],
            subject_id=subject[1],
            not_before=not_before or at,
        )
        insert([waiting])
    if subject[0] not in DAILY:
        moved_on(shop_id)
    return event
