"""Long work in small steps: now and then it says how far it is and keeps its job."""

import time
from datetime import datetime, timedelta

from comptoir.core import jobs
from comptoir.core.models import Job
from comptoir.exchange.actions.note_progress import note_progress
from comptoir.exchange.models import Export, Import

SECONDS = 1.0


class LeaseLost(Exception):
    """Another worker has the job now; what this one does is not wanted any more."""


class Clock:
    """The time of a batch of jobs: where it began, and how far it has come."""

    def __init__(self, start: datetime) -> None:
        self._start, self._began = start, time.monotonic()

    @property
    def now(self) -> datetime:
        return self._start + timedelta(seconds=time.monotonic() - self._began)


class Pace:
    """Counts the work of one transfer; `reached` is cheap enough to be called for every order."""

    def __init__(self, transfer: Export | Import, job: Job, clock: Clock) -> None:
        self._transfer, self._job, self._clock = transfer, job, clock
        self._next = 0.0
        self.total = 0

    @property
    def now(self) -> datetime:
        return self._clock.now

    def reached(self, done: int) -> None:
        """The row shows it, at most once a second; LeaseLost if the job is no longer ours."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + SECONDS
        if not jobs.renew(self._job, now=self.now):
            raise LeaseLost
        note_progress(
            shop_id=self._transfer.shop_id,
            transfer=self._transfer,
            done=done,
            total=max(self.total, done) if self.total else 0,
            now=self.now,
        )
