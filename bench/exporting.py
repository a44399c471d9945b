"""The export of a whole shop: how fast, and what it does to the worker's memory."""

import re
import threading
import time

from bench import processes
from bench.client import expect
from bench.figures import Figure
from bench.merchant import Merchant
from bench.site import Site

FASTEST = 4_000.0
GROWTH = 50.0
_FILE = re.compile(r'href="([^"]*/orders\.xml)"')


class Watched:
    """The most memory that the processes had while it watched."""

    def __init__(self, *pids: int) -> None:
        self._pids, self._stop = pids, threading.Event()
        self.before = self.most = processes.memory(*pids).rss
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._stop.wait(0.2):
            self.most = max(self.most, processes.memory(*self._pids).rss)

    def growth(self) -> float:
        self._stop.set()
        self._thread.join()
        return self.most - self.before


def export(site: Site, merchant: Merchant, database: str) -> list[Figure]:
    """All orders of the merchant's shop as XML, written by the worker."""
    path = f"/desk/{merchant.shop}/export/"
    watched = Watched(site.worker_pid())
    form = merchant.page(path).form("/export/") | {"what": "all"}
    cpu, began = site.cpu_ms(), time.perf_counter()
    asked = merchant.client.post(path, form)
    while not (found := _FILE.search(merchant.page(expect(asked, 302).location).text)):
        time.sleep(0.5)
    seconds = time.perf_counter() - began
    cpu_seconds = (site.cpu_ms() - cpu) / 1000
    growth = watched.growth()
    size, orders = _fetched(merchant, found[1])
    name = f"XML export of {orders:,} orders ({size / 1e6:.0f} MB)"
    return [
        Figure(name, database, orders / seconds, "orders/s", FASTEST, most=False),
        Figure("… per second of processor time", database, orders / cpu_seconds, "orders/s"),
        Figure("… growth of the worker's memory", database, growth, "MB", GROWTH),
    ]


def _fetched(merchant: Merchant, path: str) -> tuple[int, int]:
    """Bytes of the file, and orders in it: it is read whole, as somebody would."""
    answer = merchant.client.raw(path)
    size = orders = 0
    rest = b""
    while part := answer.read(1 << 20):
        size += len(part)
        text = rest + part
        orders += text.count(b"<order>") + text.count(b"<order ")
        rest = text[-6:]
    return size, orders
