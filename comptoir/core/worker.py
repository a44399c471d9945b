"""The worker's loop: relay, jobs, chores; sleeps a little when there is nothing."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from threading import Event as Signal

import structlog
from django.conf import settings
from django.db import close_old_connections, connection
from django.db.utils import DatabaseError, InterfaceError
from django.utils.module_loading import import_string

from comptoir.core import jobs
from comptoir.core.clock import utc_now
from comptoir.core.relay import relay

log = structlog.get_logger()
IDLE_SECONDS = 0.2
FAULT_SECONDS = 2.0


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
    """What is due now was relayed and tried; how many things that were."""
    return relay(now=now) + jobs.work(now=now)


def run(stop: Signal) -> None:
    """Works until `stop` is set; a database that is away is waited for."""
    last: dict[Chore, float] = {}
    while not stop.is_set():
        try:
            done = once(utc_now())
            _chores(last)
        except (DatabaseError, InterfaceError):
            log.exception("database not reached; trying again")
            connection.close()
            stop.wait(FAULT_SECONDS)
            continue
        close_old_connections()
        if not done:
            stop.wait(IDLE_SECONDS)


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
