"""The worker's loop: lanes for events and mails, for what may take minutes, for others' answers.

A lane is a thread with its own connection. It sleeps a little when there is nothing.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from threading import Event as Signal
from threading import Lock, Thread

import structlog
from django.conf import settings
from django.db import connection
from django.db.utils import DatabaseError, InterfaceError
from django.utils.module_loading import import_string

from comptoir.core import jobs
from comptoir.core.clock import utc_now
from comptoir.core.due import anything_due
from comptoir.core.relay import relay
from comptoir.core.schema import unprepared

log = structlog.get_logger()
IDLE_SECONDS = {jobs.QUICK: 0.2, jobs.LONG: 0.5, jobs.OUTSIDE: 0.5}
FAULT_SECONDS = 2.0
# What a long job has to come to its end when the worker is told to; then it is given back.
PATIENCE = 5.0
# A long job must not keep a mail waiting for Python's lock for 5 ms at every step.
SWITCH_SECONDS = 0.0005


@dataclass(frozen=True)
class Chore:
    """Something done again and again. Doing it twice at once must be harmless."""

    every_seconds: int
    run: Callable[[datetime], None]


@cache
def chores() -> tuple[Chore, ...]:
    found: tuple[Chore, ...] = import_string(settings.COMPTOIR_CHORES)
    return found


def once(now: datetime) -> int:
    """What is due now was relayed and tried, in all lanes; how many things that were."""
    return relay(now=now) + jobs.work(now=now)


def run(stop: Signal) -> None:
    """Works until `stop` is set; a database that is away is waited for."""
    sys.setswitchinterval(SWITCH_SECONDS)
    broken, once_said = Signal(), Lock()
    aside = [
        Thread(target=_aside, args=(lane, stop, once_said, broken), name=lane, daemon=True)
        for lane in (jobs.LONG, jobs.OUTSIDE)
    ]
    for thread in aside:
        thread.start()
    _lane(jobs.QUICK, stop, once_said)
    until = time.monotonic() + PATIENCE
    for thread in aside:
        thread.join(max(0.0, until - time.monotonic()))
    if any(thread.is_alive() for thread in aside):
        # It sees within a second that its job is no longer its own, and leaves.
        jobs.release(now=utc_now())
        for thread in aside:
            thread.join(PATIENCE)
    if broken.is_set():
        raise RuntimeError("a lane of the worker broke")


def _aside(lane: str, stop: Signal, once_said: Lock, broken: Signal) -> None:
    try:
        _lane(lane, stop, once_said)
    except BaseException:
        log.exception("a lane broke; the worker ends, to be started again", lane=lane)
        broken.set()
        stop.set()


def _lane(lane: str, stop: Signal, once_said: Lock) -> None:
    last: dict[Chore, float] = {}
    lost = False
    while not stop.is_set():
        try:
            if lost:
                # Claimed when the database went away: nobody else would try them for a whole lease.
                jobs.release(now=utc_now(), lane=lane)
                lost = False
            done = _turn(lane) if anything_due(lane=lane, now=utc_now()) else 0
            if lane == jobs.LONG:
                _chores(last)
        except (DatabaseError, InterfaceError):
            lost = True
            _say_why(lane, once_said)
            connection.close()
            stop.wait(FAULT_SECONDS)
            continue
        if not done:
            _rest(lane)
            stop.wait(IDLE_SECONDS[lane])
    connection.close()


def _say_why(lane: str, once_said: Lock) -> None:
    """One line, of one lane, for a database that waits for its set-up; else what went wrong."""
    if not unprepared():
        log.exception("database not reached; trying again", lane=lane)
    elif once_said.acquire(blocking=False):
        log.warning("database not prepared: run comptoir migrate")


def _turn(lane: str) -> int:
    relayed = relay(now=utc_now()) if lane == jobs.QUICK else 0
    return relayed + jobs.work(now=utc_now(), lane=lane)


def _rest(lane: str) -> None:
    for kind in jobs.kinds().values():
        if kind.lane == lane and kind.rest is not None:
            kind.rest()


def _chores(last: dict[Chore, float]) -> None:
    for chore in chores():
        if time.monotonic() - last.get(chore, float("-inf")) >= chore.every_seconds:
            last[chore] = time.monotonic()
            try:
                chore.run(utc_now())
            except (DatabaseError, InterfaceError):
                raise
            except Exception:  # tidying that fails must not keep the mails from leaving
                log.exception("chore failed", chore=chore.run.__name__)
