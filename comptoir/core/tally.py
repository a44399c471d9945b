"""How often something was done within a span of time, in the database that all processes share."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from comptoir.core.database import in_write, write
from comptoir.core.errors import TooOften
from comptoir.core.models import Tally
from comptoir.core.prepared import Query

HOUR = timedelta(hours=1)
BATCH = 1000
_times = Query(
    lambda key, now: Tally.objects.filter(key=key, until__gt=now).values_list("times"),
    key=str,
    now=datetime,
)
# One statement, so that two at once are both counted; a span that is over begins anew.
_COUNT = """
INSERT INTO core_tally ("key", until, times) VALUES (%s, %s, 1)
ON CONFLICT ("key") DO UPDATE SET
    times = CASE WHEN core_tally.until > %s THEN core_tally.times + 1 ELSE 1 END,
    until = CASE WHEN core_tally.until > %s THEN core_tally.until ELSE excluded.until END
RETURNING times
"""


@dataclass(frozen=True, slots=True)
class Limit:
    """What is counted under which key, and how often it may be done within an hour."""

    key: str
    most: int


def within(limit: Limit, now: datetime) -> bool:
    """True while it may be done once more; counts nothing."""
    found = _times.first(key=limit.key, now=now)
    return found is None or int(found[0]) < limit.most


def count(limit: Limit, now: datetime) -> None:
    """It was done once more, in the transaction of what was done. Raises TooOften beyond the limit."""
    if not in_write():
        raise RuntimeError("what is counted is counted in its own transaction")
    moment = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [limit.key, moment(now + HOUR), moment(now), moment(now)])
        (times,) = cursor.fetchone()
    if times > limit.most:
        raise TooOften


def attempt(limit: Limit, now: datetime) -> bool:
    """It was tried once more, whatever comes of it; False beyond the limit."""
    if not within(limit, now):
        return False
    with write():
        count(limit, now)
    return True


def forget_old_tallies(now: datetime) -> None:
    """Spans that are over take no room."""
    while True:
        old = list(Tally.objects.filter(until__lt=now).values_list("id", flat=True)[:BATCH])
        if not old:
            return
        with write():
            Tally.objects.filter(id__in=old).delete()
