"""How many orders go through in a while when several customers order at once."""

import multiprocessing
import time

from bench.customer import Customer
from bench.figures import Figure
from bench.flow import MAILS
from bench.site import Site

CLIENTS = 4
SECONDS = 20.0


def throughput(site: Site, database: str, shop: str, seconds: float = SECONDS) -> Figure:
    """Orders an hour. The clients share the processors with the server, and are not counted apart."""
    mails = site.postbox.total
    with multiprocessing.get_context("spawn").Pool(CLIENTS) as pool:
        words = [(site.port, shop, number, seconds) for number in range(CLIENTS)]
        placed = sum(pool.starmap(_order, words))
    site.postbox.wait(mails + placed * MAILS, 300)
    return Figure(
        f"orders an hour, {CLIENTS} clients at once",
        database,
        placed / seconds * 3600,
        "orders/h",
        operations=placed,
    )


def _order(port: int, shop: str, number: int, seconds: float) -> int:
    placed = 0
    first = 110_000 + (int(time.time()) % 1000 * CLIENTS + number) * 1_000_000
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        Customer(port, shop, first + placed).order()
        placed += 1
    return placed
