"""Hands committed events to what reacts to them, each once, in order within its subject."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta

import structlog
from django.db import InterfaceError, OperationalError, connection
from django.db.models import Exists, OuterRef, QuerySet

from comptoir.core.database import write
from comptoir.core.events import Writing, reactions
from comptoir.core.models import Event, Outbox
from comptoir.core.prepared import Delete, Query
from comptoir.core.trying import State, after_failure

log = structlog.get_logger()
BATCH = 20
SOON = timedelta(seconds=2)
# A few hours. Then it steps aside, so that later mails of its order can leave.
ATTEMPTS = 8


def _ready(now: datetime) -> "QuerySet[Outbox]":
    return Outbox.objects.filter(state=State.WAITING, not_before__lte=now)


def _first(now: datetime) -> "QuerySet[Outbox]":
    """Those with nothing before them that waits for the same subject."""
    earlier = Outbox.objects.filter(
        subject_kind=OuterRef("subject_kind"),
        subject_id=OuterRef("subject_id"),
        id__lt=OuterRef("id"),
        state=State.WAITING,
    )
    return _ready(now).exclude(Exists(earlier)).order_by("id")


def _still(now: datetime, ids: Sequence[int]) -> "QuerySet[Outbox]":
    rows = _ready(now).filter(id__in=ids).select_related("event").order_by("id")
    if connection.features.has_select_for_update:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    return rows


_due = Query(lambda now: _first(now).values_list("id")[:BATCH], now=datetime)
_taken = Query(_still, now=datetime, ids=[int])
_here = Query(lambda ids: Outbox.objects.filter(id__in=ids).values_list("id"), ids=[int])
_gone = Delete(lambda ids: Outbox.objects.filter(id__in=ids), ids=[int])


def relay(*, now: datetime) -> int:
    """Due outbox rows are handled and gone; how many were.

    What reactions write and the rows' end are one transaction: a crash repeats
    both or neither.
    """
    # Looked at without a lock; an idle worker must not take SQLite's write lock.
    ids = [row_id for (row_id,) in _due.all(now=now)]
    if not ids:
        return 0
    try:
        return _handle(ids, now)
    except Exception:  # one of them; which one shows when each goes alone
        log.warning("a batch of events failed; each goes alone", count=len(ids))
        return sum(_alone(row_id, now) for row_id in ids)


def _handle(ids: Sequence[int], now: datetime) -> int:
    """The rows that nobody else has taken meanwhile are handled and gone; how many."""
    with _claiming():
        owed = [(row.id, react(row.event)) for row in _taken.all(now=now, ids=ids)]
        with write():
            return _write_down(owed)


def _claiming() -> AbstractContextManager[None]:
    """Workers on PostgreSQL hold the rows while they read and render, and others pass by them.

    SQLite has one lock for everything: reading and rendering must not hold it, or no order
    could be placed meanwhile.
    """
    return write() if connection.features.has_select_for_update else nullcontext()


def _write_down(owed: Sequence[tuple[int, Sequence[Writing]]]) -> int:
    ids = [row_id for row_id, _ in owed]
    # Some may be gone: an undo took them back, or another worker was quicker.
    here = {row_id for (row_id,) in _here.all(ids=ids)}
    for row_id, writings in owed:
        if row_id in here:
            for writing in writings:
                writing()
    if here:
        _gone(ids=sorted(here))
    return len(here)


def react(event: Event) -> list[Writing]:
    """What the event owes, read and rendered; nothing is written yet."""
    found = (reaction(event) for reaction in reactions().get(event.kind, ()))
    return [writing for writing in found if writing is not None]


def _alone(row_id: int, now: datetime) -> int:
    try:
        return _handle([row_id], now)
    except (OperationalError, InterfaceError) as error:
        # The database's fault: it counts against no event, and lets no pause grow.
        log.warning("database failed an event; it goes again", outbox=row_id, error=str(error))
        with write():
            Outbox.objects.filter(id=row_id).update(not_before=now + SOON)
        return 0
    except Exception as error:  # a reaction's fault must not stop the others' mails
        _postpone(row_id, f"{type(error).__name__}: {error}", now)
        log.exception("reaction failed", outbox=row_id)
        return 0


def _postpone(row_id: int, reason: str, now: datetime) -> None:
    with write():
        row = Outbox.objects.filter(id=row_id).first()
        if row is None:
            return
        following = after_failure(attempts=row.attempts, most=ATTEMPTS, now=now)
        row.attempts, row.state, row.not_before = (
            following.attempts,
            following.state,
            following.at,
        )
        row.last_error = reason[:2000]
        row.save(update_fields=["attempts", "state", "not_before", "last_error"])
