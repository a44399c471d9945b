"""When orders come, and how moments are written."""

import random
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from bench.load.shapes import Shapes

ZONE = ZoneInfo("Europe/Paris")
HOUR, DAY = 3600, 86_400
YEARS = 3


def moments(count: int, until: datetime, shapes: Shapes, rng: random.Random) -> list[float]:
    """That many moments of the years before `until`, in order, as POSIX seconds.

    Busy where the shapes are busy: by month, day of the week and hour on the shop's clock.
    """
    first = until - timedelta(days=365 * YEARS)
    hours = [first + timedelta(hours=number) for number in range(365 * YEARS * 24)]
    weights = []
    for hour in hours:
        local = hour.astimezone(ZONE)
        of_month, of_day = shapes.months[local.month - 1], shapes.weekdays[local.weekday()]
        weights.append(of_month * of_day * shapes.hours[local.hour])
    chosen = rng.choices(range(len(hours)), cum_weights=list(accumulate(weights)), k=count)
    start = first.timestamp()
    # Never a whole second: Django writes those shorter, and a text of one length sorts as time.
    found = [
        start + hour * HOUR + rng.randrange(HOUR) + rng.randrange(1, 10**6) / 10**6
        for hour in chosen
    ]
    found.sort()
    return found


def stamp(seconds: float) -> str:
    """The moment as both databases take it, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(" ", "microseconds")[:26]


def in_json(written: str) -> str:
    """The same moment as the history keeps it."""
    return f"{written[:10]}T{written[11:]}+00:00"
