"""The queue: claim with a lease and a token, complete, retry with growing pauses.

A job is done at least once. Completing checks the token, so a worker that slept
past its lease can't finish what another has taken over.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from threading import Event as Signal
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from comptoir.core.database import in_write, write
from comptoir.core.ids import token
from comptoir.core.models import Job
from comptoir.core.prepared import Delete, Query, Update, insert_new
from comptoir.core.trying import State, after_failure

JobHandler = Callable[[Sequence[Job], datetime], None]
LEASE = timedelta(seconds=120)
ATTEMPTS = 20
SOON = timedelta(seconds=2)
# What may take minutes has a lane of its own, so that mails never stand behind it; so has what
# waits for the answers of others, such as payment providers.
QUICK, LONG, OUTSIDE = "quick", "long", "outside"
KILLED = "The worker ended while it did this."
# Set once this process was told to end, for what waits in the middle of a job.
ending = Signal()


@dataclass(frozen=True)
class JobKind:
    """Who does this kind of job, in which lane, and how many are claimed at once.

    `again` prepares what a job given up belongs to for another try, in the transaction of
    the replay. `rest` is called while there is nothing to do: it lets go of what was kept open.
    """

    do: JobHandler
    label: str | Promise
    lane: str = QUICK
    batch: int = 50
    again: Callable[[Sequence[Job]], None] | None = None
    rest: Callable[[], None] | None = None


@cache
def kinds() -> dict[str, JobKind]:
    """Job kind → who does it; the table stands in config."""
    found: dict[str, JobKind] = import_string(settings.COMPTOIR_JOBS)
    return found


@cache
def _this_process() -> str:
    return token()


def enqueue(
    *,
    shop_id: int,
    kind: str,
    key: str,
    payload: dict[str, Any],
    now: datetime,
    run_at: datetime | None = None,
) -> None:
    """The job waits in the queue; a second one with the same key is the same job."""
    job = Job(
        shop_id=shop_id, kind=kind, key=key, payload=payload, run_at=run_at or now, created_at=now
    )
    enqueue_all([job])


def enqueue_all(new: Sequence[Job]) -> None:
    """The jobs wait in the queue, all by one statement."""
    if not in_write():
        raise RuntimeError("a job is enqueued in the transaction of what it belongs to")
    insert_new(new)


_due = Query(lambda kind, now: _waiting(kind, now).values_list("id")[:1], kind=str, now=datetime)
_over = Query(
    lambda kind, now: Job.objects.filter(
        kind=kind, state=State.RUNNING, lease_until__lt=now
    ).values_list("id")[:1],
    kind=str,
    now=datetime,
)
_lease = Update(
    lambda ids, until, mark: (
        Job.objects.filter(id__in=ids),
        {"state": State.RUNNING, "lease_until": until, "lease_token": mark},
    ),
    ids=[int],
    until=datetime,
    mark=str,
)
_gone = Delete(
    lambda job_id, mark: Job.objects.filter(id=job_id, lease_token=mark), job_id=int, mark=str
)


@cache
def _first(limit: int) -> "Query[Job]":
    return Query(
        lambda kind, now: _waiting(kind, now).select_for_update(skip_locked=True)[:limit],
        kind=str,
        now=datetime,
    )


def _waiting(kind: str, now: datetime) -> "QuerySet[Job]":
    rows = Job.objects.filter(kind=kind, state=State.WAITING, run_at__lte=now)
    return rows.order_by("run_at", "id")


def claim(*, kind: str, now: datetime, limit: int = 50, lease: timedelta = LEASE) -> list[Job]:
    """Up to `limit` due jobs are this worker's until the lease ends."""
    # Look before locking: on SQLite an idle worker must not take the write lock.
    over = _over.first(kind=kind, now=now)
    if not over and not _due.first(kind=kind, now=now):
        return []
    mark = f"{_this_process()}.{token()}"
    until = now + lease
    with write():
        if over:
            _return_expired(kind, now)
        found = _first(limit).all(kind=kind, now=now)
        if found:
            _lease(ids=[job.id for job in found], until=until, mark=mark)
    for job in found:
        job.state, job.lease_until, job.lease_token = State.RUNNING, until, mark
    return found


def _return_expired(kind: str, now: datetime) -> None:
    """Whoever had them is gone. That counts as a try: what kills its worker must not do so for ever."""
    over = Job.objects.filter(kind=kind, state=State.RUNNING, lease_until__lt=now)
    for job in over.select_for_update(skip_locked=True):
        following = after_failure(attempts=job.attempts, most=ATTEMPTS, now=now)
        _put_back(job, following.state, at=now, attempts=following.attempts, reason=KILLED)


def renew(job: Job, *, now: datetime, lease: timedelta = LEASE) -> bool:
    """The job, and those claimed with it, stay this worker's for another lease; False if it was lost.

    For work that takes longer than a lease; called now and then while it goes on.
    """
    rows = Job.objects.filter(lease_token=job.lease_token, state=State.RUNNING)
    with write():
        held = bool(rows.filter(id=job.id).update(lease_until=now + lease))
        rows.exclude(id=job.id).update(lease_until=now + lease)
    return held


def complete(job: Job) -> bool:
    """The job is gone; False if the lease was lost and another worker has it.

    Called inside `write()` together with the rows that say what was done.
    """
    return _gone(job_id=job.id, mark=job.lease_token) == 1


def retry(job: Job, *, reason: str, now: datetime, give_up: bool = False) -> State:
    """The job waits for its next try, or is dead after the last; its new state is returned."""
    following = after_failure(attempts=job.attempts, most=ATTEMPTS, now=now, give_up=give_up)
    with write():
        _put_back(job, following.state, following.at, following.attempts, reason)
    return following.state


def _put_back(job: Job, state: State, at: datetime, attempts: int, reason: str) -> None:
    Job.objects.filter(id=job.id, lease_token=job.lease_token).update(
        state=state,
        attempts=attempts,
        run_at=at,
        lease_until=None,
        lease_token="",
        last_error=reason[:2000],
    )


def give_back(jobs: Sequence[Job], *, run_at: datetime, reason: str = "") -> None:
    """The jobs wait until then; no try is counted."""
    with write():
        for job in jobs:
            _put_back(job, State.WAITING, run_at, job.attempts, reason or job.last_error)


def release(*, now: datetime, lane: str | None = None) -> int:
    """What this process still holds in the lane (None: in all) is free for others at once.

    For a worker that must end, and for a lane that lost the database with jobs in hand.
    """
    mine = Job.objects.filter(lease_token__startswith=f"{_this_process()}.")
    if lane is not None:
        mine = mine.filter(kind__in=[name for name, kind in kinds().items() if kind.lane == lane])
    with write():
        return mine.filter(state=State.RUNNING).update(
            state=State.WAITING, run_at=now, lease_until=None, lease_token=""
        )


def replay(*, job_id: int, now: datetime) -> bool:
    """A waiting or dead job is due at once, with its tries counted anew."""
    with write():
        return bool(
            Job.objects.filter(id=job_id)
            .exclude(state=State.RUNNING)
            .update(state=State.WAITING, run_at=now, attempts=0)
        )


def work(*, now: datetime, lane: str | None = None) -> int:
    """Every kind's due jobs of the lane (None: of all) were tried once; how many there were."""
    done, began = 0, time.monotonic()
    for name, kind in kinds().items():
        if lane not in {None, kind.lane}:
            continue
        # A kind before may have taken minutes: a lease counted from then would be over.
        here = now + timedelta(seconds=int(time.monotonic() - began))
        jobs = claim(kind=name, now=here, limit=kind.batch)
        done += len(jobs)
        if jobs:
            _run(kind.do, jobs, here)
    return done


def _run(handler: JobHandler, jobs: Sequence[Job], now: datetime) -> None:
    try:
        handler(jobs, now)
    except (OperationalError, InterfaceError) as error:
        # The database's fault: it counts as nobody's try, and lets no pause grow.
        give_back(jobs, run_at=now + SOON, reason=f"{type(error).__name__}: {error}")
    except (
        Exception
    ) as error:  # whatever a handler did not foresee becomes a reason that people can read
        for job in jobs:
            retry(job, reason=f"{type(error).__name__}: {error}", now=now)
