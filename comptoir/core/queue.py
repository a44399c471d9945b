"""What the worker still owes, events and jobs alike: what, since when, why, and once more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any

from django.db.models import Count, QuerySet

from comptoir.core import jobs
from comptoir.core.database import write
from comptoir.core.models import Job, Outbox
from comptoir.core.trying import State

SHOWN = 50
_MODELS: dict[str, type[Outbox] | type[Job]] = {"e": Outbox, "j": Job}
AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Entry:
    """An event that is not handled yet ("e12") or a job that is not done yet ("j34").

    state: "waiting" for its first try, "again" for the next after one failed, "running",
    "dead" once given up. `kind` is the event's or the job's; `subject` the event's (kind, id),
    `payload` the job's.
    """

    id: str
    shop_id: int
    kind: str
    subject: tuple[str, int] | None
    payload: dict[str, Any]
    state: str
    since: datetime
    next_try: datetime | None
    tries: int
    reason: str

    @property
    def failed(self) -> bool:
        return self.state == State.DEAD


@dataclass(frozen=True, slots=True)
class Counts:
    """How many entries wait (for a first or a next try, or are being done) and are given up."""

    waiting: int
    dead: int


def entries(
    *, shop_id: int | None = None, failed: bool, offset: int = 0, limit: int = SHOWN
) -> list[Entry]:
    """Oldest first; those given up, or those that wait. shop_id None: of all shops. Two statements."""
    most = offset + limit
    events = [_of_event(row) for row in _events(shop_id, failed)[:most]]
    others = [_of_job(job) for job in _jobs(shop_id, failed)[:most]]
    return list(islice(merge(events, others, key=lambda entry: entry.since), offset, most))


def counts(*, shop_id: int | None = None) -> Counts:
    """Two statements; these tables hold only what is owed."""
    found: dict[str, int] = {}
    for rows in (Outbox.objects.all(), Job.objects.all()):
        for state, count in _of(rows, shop_id).values_list("state").annotate(Count("id")):
            found[state] = found.get(state, 0) + count
    dead = found.pop(State.DEAD, 0)
    return Counts(waiting=sum(found.values()), dead=dead)


def shop_of(entry: str) -> int | None:
    """The shop that the entry belongs to; None if there is no such entry (any more)."""
    model, row_id = _named(entry)
    if model is None:
        return None
    return model.objects.filter(id=row_id).values_list("shop_id", flat=True).first()


def try_again(*, shop_id: int, entry: str | None, now: datetime) -> int:
    """The shop's entry (None: all that were given up) is due at once, its tries counted anew.

    How many entries that were. What is being done at this moment is left alone.
    """
    with write():
        events, others = _of(Outbox.objects.all(), shop_id), _of(Job.objects.all(), shop_id)
        if entry is None:
            events, others = events.filter(state=State.DEAD), others.filter(state=State.DEAD)
        else:
            model, row_id = _named(entry)
            events = events.filter(id=row_id) if model is Outbox else events.none()
            others = others.filter(id=row_id) if model is Job else others.none()
        done: int = events.update(state=State.WAITING, not_before=now, attempts=0)
        return done + _jobs_again(others.exclude(state=State.RUNNING), now)


def _jobs_again(rows: "QuerySet[Job]", now: datetime) -> int:
    found = list(rows.select_for_update())
    for name, kind in jobs.kinds().items():
        of_kind = [job for job in found if job.kind == name]
        if of_kind and kind.again is not None:
            kind.again(of_kind)
    chosen = Job.objects.filter(id__in=[job.id for job in found])
    return chosen.update(state=State.WAITING, run_at=now, attempts=0)


def _named(entry: str) -> tuple[type[Outbox] | type[Job] | None, int]:
    letter, digits = entry[:1], entry[1:]
    if not (digits.isascii() and digits.isdigit() and len(digits) < 19):
        return None, 0
    return _MODELS.get(letter), int(digits)


def _of(rows: Any, shop_id: int | None) -> Any:
    return rows if shop_id is None else rows.filter(shop_id=shop_id)


def _events(shop_id: int | None, failed: bool) -> "QuerySet[Outbox]":
    rows: QuerySet[Outbox] = _of(Outbox.objects.select_related("event"), shop_id)
    return rows.filter(state=State.DEAD if failed else State.WAITING).order_by("id")


def _jobs(shop_id: int | None, failed: bool) -> "QuerySet[Job]":
    rows: QuerySet[Job] = _of(Job.objects.all(), shop_id)
    states: Sequence[str] = [State.DEAD] if failed else [State.WAITING, State.RUNNING]
    return rows.filter(state__in=states).order_by("id")


def _state(state: str, attempts: int) -> str:
    return AGAIN if state == State.WAITING and attempts else state


def _of_event(row: Outbox) -> Entry:
    return Entry(
        id=f"e{row.id}",
        shop_id=row.shop_id,
        kind=row.event.kind,
        subject=(row.subject_kind, row.subject_id),
        payload={},
        state=_state(row.state, row.attempts),
        since=row.event.at,
        next_try=row.not_before if row.state == State.WAITING else None,
        tries=row.attempts,
        reason=row.last_error,
    )


def _of_job(job: Job) -> Entry:
    return Entry(
        id=f"j{job.id}",
        shop_id=job.shop_id,
        kind=job.kind,
        subject=None,
        payload=job.payload,
        state=_state(job.state, job.attempts),
        since=job.created_at,
        next_try=job.run_at if job.state == State.WAITING else None,
        tries=job.attempts,
        reason=job.last_error,
    )
