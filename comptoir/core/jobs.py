"""The queue: claim with a lease and a token, complete, retry with growing pauses.

A job is done at least once. Completing checks the token, so a worker that slept
past its lease can't finish what another has taken over.
"""

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.module_loading import import_string

from comptoir.core.database import in_write, write
from comptoir.core.ids import token
from comptoir.core.models import Job

JobHandler = Callable[[Sequence[Job], datetime], None]
LEASE = timedelta(seconds=120)
PAUSES = (5, 15, 60, 300, 900, 3600, 3 * 3600, 6 * 3600)
ATTEMPTS = 20


@cache
def handlers() -> dict[str, JobHandler]:
    """Job kind → who does it; the table stands in config."""
    found: dict[str, JobHandler] = import_string(settings.COMPTOIR_JOBS)
    return found


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
    if not in_write():
        raise RuntimeError("a job is enqueued in the transaction of what it belongs to")
    Job.objects.bulk_create(
        [
            Job(
                shop_id=shop_id,
                kind=kind,
                key=key,
                payload=payload,
                run_at=run_at or now,
                created_at=now,
            )
        ],
        ignore_conflicts=True,
    )


def claim(*, kind: str, now: datetime, limit: int = 50, lease: timedelta = LEASE) -> list[Job]:
    """Up to `limit` due jobs are this worker's until the lease ends."""
    due = Job.objects.filter(_due(now), kind=kind).order_by("run_at", "id")
    # Look before locking: on SQLite an idle worker must not take the write lock.
    if not due.exists():
        return []
    with write():
        rows = due.select_for_update(skip_locked=True)
        ids = list(rows.values_list("id", flat=True)[:limit])
        Job.objects.filter(id__in=ids).update(
            state=Job.State.RUNNING, lease_until=now + lease, lease_token=(mark := token())
        )
    return list(Job.objects.filter(lease_token=mark).order_by("run_at", "id"))


def _due(now: datetime) -> Q:
    waiting = Q(state=Job.State.WAITING, run_at__lte=now)
    return waiting | Q(state=Job.State.RUNNING, lease_until__lt=now)


def renew(job: Job, *, now: datetime, lease: timedelta = LEASE) -> bool:
    """The job, and those claimed with it, stay this worker's for another lease; False if it was lost.

    For work that takes longer than a lease; called now and then while it goes on.
    """
    rows = Job.objects.filter(lease_token=job.lease_token, state=Job.State.RUNNING)
    with write():
        held = bool(rows.filter(id=job.id).update(lease_until=now + lease))
        rows.exclude(id=job.id).update(lease_until=now + lease)
    return held


def complete(job: Job) -> bool:
    """The job is gone; False if the lease was lost and another worker has it.

    Called inside `write()` together with the rows that say what was done.
    """
    gone, _ = Job.objects.filter(id=job.id, lease_token=job.lease_token).delete()
    return gone == 1


def retry(job: Job, *, reason: str, now: datetime, give_up: bool = False) -> Job.State:
    """The job waits for its next try, or is dead after the last; its new state is returned."""
    attempts = job.attempts + 1
    dead = give_up or attempts >= ATTEMPTS
    pause = timedelta(seconds=PAUSES[min(attempts, len(PAUSES)) - 1])
    state = Job.State.DEAD if dead else Job.State.WAITING
    with write():
        Job.objects.filter(id=job.id, lease_token=job.lease_token).update(
            state=state,
            attempts=attempts,
            run_at=now + pause,
            lease_until=None,
            lease_token="",
            last_error=reason[:2000],
        )
    return state


def replay(*, job_id: int, now: datetime) -> bool:
    """A waiting or dead job is due at once, with its tries counted anew."""
    with write():
        return bool(
            Job.objects.filter(id=job_id)
            .exclude(state=Job.State.RUNNING)
            .update(state=Job.State.WAITING, run_at=now, attempts=0)
        )


def work(*, now: datetime) -> int:
    """Every kind's due jobs were tried once; how many there were."""
    done, began = 0, time.monotonic()
    for kind, handler in handlers().items():
        # A kind before may have taken minutes: a lease counted from then would be over.
        here = now + timedelta(seconds=int(time.monotonic() - began))
        jobs = claim(kind=kind, now=here)
        done += len(jobs)
        if jobs:
            _run(handler, jobs, here)
    return done


def _run(handler: JobHandler, jobs: Sequence[Job], now: datetime) -> None:
    try:
        handler(jobs, now)
    except (
        Exception
    ) as error:  # whatever a handler did not foresee becomes a reason that people can read
        for job in jobs:
            retry(job, reason=f"{type(error).__name__}: {error}", now=now)
