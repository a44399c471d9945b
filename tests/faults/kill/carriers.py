"""Notices on their way from the providers: again until taken, overtaking each other, some lost."""

import random
import time
from collections import Counter
from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count
from threading import Condition, Thread
from typing import Any

Send = Callable[[], int]
# How many of a hundred never leave, and how many are sent once more though they were taken.
LOST, TWICE = 10, 20
AT_ONCE = 4


class Carriers:
    """Four threads that post notices while the site is up, and again when it was not."""

    def __init__(self, chance: random.Random) -> None:
        self.taken: Counter[str] = Counter()
        self.lost: set[str] = set()
        self.refused: Counter[str] = Counter()
        self._chance, self._order = chance, count()
        self._waiting: list[tuple[float, int, str, Send]] = []
        self._under_way = 0
        self._change = Condition()
        for _ in range(AT_ONCE):
            Thread(target=self._carry, daemon=True).start()

    def put(self, event: dict[str, Any], send: Send) -> None:
        """The notice will reach the site, mostly; one of a refund always: nobody else tells of it."""
        name, kind = event["id"], str(event.get("type") or event.get("event_type"))
        with self._change:
            if "refund" not in kind.lower() and self._chance.randrange(100) < LOST:
                self.lost.add(name)
                return
            self._later(self._chance.uniform(0.0, 0.5), name, send)
            if self._chance.randrange(100) < TWICE:
                self._later(self._chance.uniform(0.0, 5.0), name, send)

    def done(self, seconds: float) -> bool:
        """True once every notice was taken; False if that took longer."""
        with self._change:
            return self._change.wait_for(
                lambda: not self._waiting and not self._under_way, timeout=seconds
            )

    def _later(self, seconds: float, name: str, send: Send) -> None:
        heappush(self._waiting, (time.monotonic() + seconds, next(self._order), name, send))
        self._change.notify()

    def _carry(self) -> None:
        while True:
            name, send = self._next()
            answer = _answer(send)
            with self._change:
                self._under_way -= 1
                if answer == "200":
                    self.taken[name] += 1
                    self._change.notify_all()
                else:
                    self.refused[answer] += 1
                    self._later(1.0, name, send)

    def _next(self) -> tuple[str, Send]:
        with self._change:
            while True:
                now = time.monotonic()
                if self._waiting and self._waiting[0][0] <= now:
                    _at, _order, name, send = heappop(self._waiting)
                    self._under_way += 1
                    return name, send
                self._change.wait(self._waiting[0][0] - now if self._waiting else None)


def _answer(send: Send) -> str:
    try:
        return str(send())
    except Exception as error:  # whatever a killed server leaves: the notice goes again
        return type(error).__name__
