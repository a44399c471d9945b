"""What events and jobs share while they wait: states, tries, pauses."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models

PAUSES = (5, 15, 60, 300, 900, 3600, 3 * 3600, 6 * 3600)


class State(models.TextChoices):
    """waiting: will be tried, for the first time or again. dead: given up, waits for a hand."""

    WAITING = "waiting"
    RUNNING = "running"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Next:
    """What follows a try that failed: its count, the state, and when it is tried again."""

    attempts: int
    state: State
    at: datetime


def after_failure(*, attempts: int, most: int, now: datetime, give_up: bool = False) -> Next:
    """One try more failed: the pause grows, and after the last one nothing is tried any more."""
    tried = attempts + 1
    pause = timedelta(seconds=PAUSES[min(tried, len(PAUSES)) - 1])
    state = State.DEAD if give_up or tried >= most else State.WAITING
    return Next(tried, state, now + pause)
