"""Placing orders through the storefront, and the confirming request alone."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from bench import processes
from bench.customer import CONFIRM, Customer
from bench.figures import Figure, of_blocks
from bench.site import SQLITE, Site

BLOCK = 20
MAILS = 2
WORKER = "both mails: written, sent, noted (worker)"
# What the worker still does after the mail server has said yes: it notes the answer.
SETTLING = 0.6
WHOLE = {SQLITE: 30.0, "postgresql": 45.0}
CONFIRMING = {SQLITE: 5.0, "postgresql": 12.0}


@dataclass
class Flow:
    """Customers of one shop; each order has a customer of its own."""

    site: Site
    database: str
    shop: str

    def __post_init__(self) -> None:
        self._numbers = count(int(time.time()) % 100_000)

    def warm_up(self, orders: int = 10) -> None:
        """Every web process has its code and its connections, the worker has written mails."""
        before = self.site.postbox.total
        for _ in range(orders):
            self._customer().order()
        self._settle(before + orders * MAILS)

    def whole(self, blocks: int) -> list[Figure]:
        """CPU of everything per order, from the first page to both mails at the mail server."""
        costs: list[float] = []
        of_worker: list[float] = []
        walls: list[float] = []
        for _ in range(blocks):
            mails, began, worker = self.site.postbox.total, self.site.cpu_ms(), self._worker_ms()
            for _ in range(BLOCK):
                start = time.perf_counter()
                self._customer().order()
                walls.append(time.perf_counter() - start)
            self._settle(mails + BLOCK * MAILS)
            costs.append((self.site.cpu_ms() - began) / BLOCK)
            of_worker.append((self._worker_ms() - worker) / BLOCK)
        name = "place an order, whole storefront flow"
        return [
            of_blocks(
                name,
                self.database,
                costs,
                walls,
                budget=WHOLE[self.database],
                per_block=BLOCK,
                note="both mails sent",
            ),
            of_blocks("… of it the worker", self.database, of_worker, [], per_block=BLOCK),
        ]

    def _worker_ms(self) -> float:
        return processes.cpu_seconds(self.site.worker_pid()) * 1000

    def in_steps(self, blocks: int) -> list[Figure]:
        """CPU of each step by itself: twenty customers walk in step, and the worker is held.

        What the worker and its share of the database cost is read once they are all through.
        """
        costs: dict[str, list[float]] = {}
        for _ in range(blocks):
            mails = self.site.postbox.total
            walks = [self._customer().steps() for _ in range(BLOCK)]
            with self.site.worker_held():
                self._walk(walks, costs)
                began = self.site.cpu_ms()
            self._settle(mails + BLOCK * MAILS)
            costs.setdefault(WORKER, []).append((self.site.cpu_ms() - began) / BLOCK)
        return [self._step(name, values) for name, values in costs.items()]

    def _walk(self, walks: list[Iterator[str]], costs: dict[str, list[float]]) -> None:
        while True:
            began = self.site.cpu_ms()
            names = {next(walk, "") for walk in walks}
            if names == {""}:
                return
            cost = (self.site.cpu_ms() - began) / BLOCK
            costs.setdefault(names.pop(), []).append(cost)

    def _step(self, name: str, values: list[float]) -> Figure:
        operation = "the confirming request alone" if name == CONFIRM else f"… {name}"
        return of_blocks(
            operation,
            self.database,
            values,
            [],
            budget=CONFIRMING[self.database] if name == CONFIRM else None,
            per_block=BLOCK,
        )

    def idle(self, seconds: float = 5.0) -> Figure:
        """What it costs to wait for orders."""
        began = self.site.cpu_ms()
        time.sleep(seconds)
        value = (self.site.cpu_ms() - began) / seconds
        return Figure("nothing to do, per second", self.database, value)

    def _customer(self) -> Customer:
        return Customer(self.site.port, self.shop, next(self._numbers))

    def _settle(self, mails: int) -> None:
        self.site.postbox.wait(mails)
        time.sleep(SETTLING)
