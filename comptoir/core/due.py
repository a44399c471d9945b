"""One cheap look at whether there is anything to do."""

from datetime import datetime
from typing import Any

from django.db import connection

from comptoir.core import jobs
from comptoir.core.models import Job, Outbox
from comptoir.core.running import run
from comptoir.core.trying import State


def anything_due(*, lane: str, now: datetime) -> bool:
    """True if the lane has work now. One statement, by index, without a lock.

    By hand: a worker with nothing to do asks five times a second. States stand in the text, so
    that PostgreSQL, which plans it once, knows that its partial indexes serve.
    """
    names = [name for name, kind in jobs.kinds().items() if kind.lane == lane]
    job, outbox = Job._meta.db_table, Outbox._meta.db_table
    moment = connection.ops.adapt_datetimefield_value(now)
    looks: list[str] = []
    values: list[Any] = []
    if lane == jobs.QUICK:
        looks.append(
            f"EXISTS(SELECT 1 FROM {outbox} WHERE state = '{State.WAITING.value}' "  # noqa: S608  # names of ours
            "AND not_before <= %s)"
        )
        values.append(moment)
    for name in names:
        for state, column in ((State.WAITING, "run_at"), (State.RUNNING, "lease_until")):
            looks.append(
                f"EXISTS(SELECT 1 FROM {job} WHERE kind = %s AND state = '{state.value}' "  # noqa: S608
                f"AND {column} <= %s)"
            )
            values += [name, moment]
    rows, _count = run(connection, f"SELECT {' OR '.join(looks)}", values)
    return bool(rows[0][0])
