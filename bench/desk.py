"""What the merchant's pages and steps cost in a shop of the size that was loaded."""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from bench.client import Answer
from bench.figures import Figure, of_blocks
from bench.flow import BLOCK, Flow
from bench.merchant import Merchant
from bench.site import SQLITE, Site

LIST = {SQLITE: 8.0, "postgresql": 10.0}
ORDER = {SQLITE: 8.0, "postgresql": 12.0}
STEP = {SQLITE: 8.0, "postgresql": 14.0}
SEARCH = {SQLITE: 40.0, "postgresql": 60.0}
# Another page of the list, against the first page in the same run.
BESIDE = 1.3
FAR = 1_000
FILTERS = ("payment=paid", "handling=open", "country=DE", "cancelled=yes", "sort=-total")


@dataclass
class Desk:
    """The pages of one large shop, beside one of a hundredth of its size."""

    site: Site
    database: str
    large: str
    middle: str

    def __post_init__(self) -> None:
        self.merchant = Merchant(self.site.port, self.large)
        self.other = Merchant(self.site.port, self.middle)

    def warm_up(self) -> None:
        """Every web process has answered each kind of page."""
        for _ in range(6):
            for merchant in (self.merchant, self.other):
                merchant.fresh_connection()
                answer = merchant.page(merchant.list_path)
                merchant.page(merchant.orders_on(answer)[0])
                merchant.typed("martin")

    def lists(self, blocks: int, far: str) -> list[Figure]:
        """First page, a page far behind, one filter; and the first page of the smaller shop."""
        one, two = self.merchant, self.other
        pages = {
            "first page": (one, one.list_path),
            "far page": (one, far),
            "small": (two, two.list_path),
        }
        pages |= {f"one filter: {words}": (one, f"{one.list_path}?{words}") for words in FILTERS}
        costs: dict[str, list[float]] = {name: [] for name in pages}
        walls: dict[str, list[float]] = {name: [] for name in pages}
        # In turn, so that all see the same machine.
        for _ in range(blocks):
            for name, (merchant, path) in pages.items():
                merchant.fresh_connection()
                answers = self._block(costs[name], partial(merchant.page, path))
                walls[name] += [answer.seconds for answer in answers]
        first = statistics.median(costs["first page"])
        found = [
            self._list("order list, first page", "first page", costs, walls, LIST[self.database])
        ]
        found += [
            self._list(f"order list, {name}", name, costs, walls, first * BESIDE)
            for name in pages
            if name not in {"first page", "small"}
        ]
        small = self._list("order list, first page, hundredth of the orders", "small", costs, walls)
        ratio = Figure(
            "first page, large shop against a hundredth",
            self.database,
            first / small.value,
            "×",
            BESIDE,
        )
        return [*found, small, ratio]

    def _list(
        self,
        operation: str,
        name: str,
        costs: dict[str, list[float]],
        walls: dict[str, list[float]],
        budget: float | None = None,
    ) -> Figure:
        return of_blocks(
            operation, self.database, costs[name], walls[name], budget=budget, per_block=BLOCK
        )

    def order_page(self, blocks: int) -> Figure:
        """Orders of every age, each looked at once."""
        addresses = self.merchant.orders("", BLOCK * blocks)
        costs: list[float] = []
        walls: list[float] = []
        for number in range(blocks):
            some = iter(addresses[number * BLOCK : (number + 1) * BLOCK])
            self.merchant.fresh_connection()
            answers = self._block(costs, lambda: self.merchant.page(next(some)))  # noqa: B023
            walls += [answer.seconds for answer in answers]
        return of_blocks(
            "order page",
            self.database,
            costs,
            walls,
            budget=ORDER[self.database],
            per_block=BLOCK,
        )

    def steps(self, blocks: int, flow: Flow) -> list[Figure]:
        """The requests that mark as paid and that complete with tracking; their forms are read before."""
        wanted, most = "payment=unpaid&handling=open&cancelled=no", BLOCK * blocks
        orders = self.merchant.orders(wanted, most)
        if len(orders) < most:
            flow.warm_up(most - len(orders))
            orders = self.merchant.orders(wanted, most)
        return [
            self._step("mark as paid", "paid", orders, lambda number: {}),
            self._step(
                "complete with tracking",
                "complete",
                orders,
                lambda number: {"tracking_number": f"JJD{number:018}"},
            ),
        ]

    def _step(
        self, name: str, step: str, orders: list[str], typed: Callable[[int], dict[str, str]]
    ) -> Figure:
        costs: list[float] = []
        walls: list[float] = []
        for start in range(0, len(orders), BLOCK):
            forms = [
                (order, self.merchant.form_of(order, step) | typed(number))
                for number, order in enumerate(orders[start : start + BLOCK], start)
            ]
            left = iter(forms)

            def send(left: Iterator[tuple[str, dict[str, str]]] = left) -> Answer:
                order, form = next(left)
                return self.merchant.send(order, step, form)

            walls += [answer.seconds for answer in self._block(costs, send)]
        return of_blocks(
            name, self.database, costs, walls, budget=STEP[self.database], per_block=BLOCK
        )

    def far_page(self, most: int = FAR) -> tuple[str, int]:
        """The address that so many "next" lead to, or the last but one; and how many they were."""
        path, passed = self.merchant.list_path, 0
        while passed < most:
            following = self.merchant.next_of(self.merchant.page(path))
            if not following:
                break
            path, passed = following, passed + 1
        return path, passed

    def _block(self, costs: list[float], ask: Callable[[], Answer]) -> Sequence[Answer]:
        with self.site.worker_held():
            began = self.site.cpu_ms()
            answers = [ask() for _ in range(BLOCK)]
            costs.append((self.site.cpu_ms() - began) / BLOCK)
        time.sleep(0.05)
        return answers
