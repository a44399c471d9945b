"""Hands committed events to what reacts to them, each once, in order within its subject."""

from datetime import datetime, timedelta

import structlog
from django.db.models import Exists, OuterRef, QuerySet

from comptoir.core.database import write
from comptoir.core.events import reactions
from comptoir.core.models import Event, Outbox

log = structlog.get_logger()
BATCH = 50


def relay(*, now: datetime, limit: int = BATCH) -> int:
    """Due outbox rows are handled and gone; how many were.

    What a reaction writes and the row's end are one transaction: a crash repeats
    both or neither.
    """
    handled = 0
    # Looked at without a lock; an idle worker must not take SQLite's write lock.
    for row_id in list(_due(now).values_list("id", flat=True)[:limit]):
        handled += _handle(row_id, now)
    return handled


def _due(now: datetime) -> "QuerySet[Outbox]":
    earlier = Outbox.objects.filter(
        subject_kind=OuterRef("subject_kind"),
        subject_id=OuterRef("subject_id"),
        id__lt=OuterRef("id"),
    )
    return Outbox.objects.filter(not_before__lte=now).exclude(Exists(earlier)).order_by("id")


def _handle(row_id: int, now: datetime) -> int:
    try:
        with write():
            rows = Outbox.objects.filter(id=row_id).select_for_update(
                skip_locked=True, of=("self",)
            )
            row = rows.select_related("event").first()
            if row is None:
                return 0
            react(row.event)
            row.delete()
            return 1
    except Exception as error:  # a reaction's fault must not stop the others' mails
        _postpone(row_id, f"{type(error).__name__}: {error}", now)
        log.exception("reaction failed", outbox=row_id)
        return 0


def react(event: Event) -> None:
    for reaction in reactions().get(event.kind, ()):
        reaction(event)


def _postpone(row_id: int, reason: str, now: datetime) -> None:
    with write():
        row = Outbox.objects.filter(id=row_id).first()
        if row is None:
            return
        row.attempts += 1
        row.last_error = reason[:2000]
        row.not_before = now + timedelta(seconds=min(3600, 5 * 2 ** min(row.attempts, 10)))
        row.save(update_fields=["attempts", "last_error", "not_before"])
