"""A lane of the worker, and a database that goes away under it."""

from collections.abc import Sequence
from datetime import datetime
from threading import Event as Signal
from threading import Lock, Thread
from typing import Any

import pytest
from django.db import OperationalError, connection, connections

from comptoir.core import jobs, worker
from comptoir.core.clock import utc_now
from comptoir.core.database import write
from comptoir.core.models import Job

pytestmark = pytest.mark.django_db(transaction=True)
WRAPPER = type(connections["default"])


def test_what_was_in_hand_when_the_database_went_away_is_tried_once_it_is_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stop, tries = Signal(), list[Sequence[Job]]()
    # The connections that fail from the loss on: the handing back, and two looks more.
    refused = iter(range(3))
    connect = WRAPPER.get_new_connection

    def perhaps(self: Any, parameters: Any) -> Any:
        if tries and next(refused, None) is not None:
            raise OperationalError("away")
        return connect(self, parameters)

    def handler(batch: Sequence[Job], now: datetime) -> None:
        tries.append(batch)
        if len(tries) == 1:
            connection.close()
            raise OperationalError("server closed the connection")
        with write():
            assert all(jobs.complete(job) for job in batch)
        stop.set()

    table = {"work": jobs.JobKind(handler, "Work"), "other": jobs.JobKind(handler, "", jobs.LONG)}
    monkeypatch.setattr(jobs, "kinds", lambda: table)
    monkeypatch.setattr(worker, "FAULT_SECONDS", 0.05)
    with write():
        for kind in table:
            jobs.enqueue(shop_id=1, kind=kind, key=kind, payload={}, now=utc_now())
    (elsewhere,) = jobs.claim(kind="other", now=utc_now())
    monkeypatch.setattr(WRAPPER, "get_new_connection", perhaps)
    lane = Thread(target=worker._lane, args=(jobs.QUICK, stop, Lock()))
    lane.start()
    lane.join(30)
    stop.set()
    assert [[job.attempts for job in batch] for batch in tries] == [[0], [0]]
    assert next(refused, None) is None
    # What another lane of this process has in hand stays its own.
    assert jobs.renew(elsewhere, now=utc_now())
