"""Two machines on one PostgreSQL: `python -m tests.faults.machines --orders 10000`.

Customers order over HTTP, each request at another machine than the one before; each machine has
a worker, and each worker a mail server of its own, so that it shows who sent what. Afterwards
every order and every mail is there once. Exit code 1 if not.
"""

import json
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path
from threading import Lock

import click
import django

from tests.faults.kill import proof
from tests.faults.kill.__main__ import let_go, wait_for_mails
from tests.faults.kill.customers import Browser, Customer, Ledger, Page
from tests.faults.kill.letters import Letters
from tests.faults.machines.machine import COMPTOIR, Machine
from tests.mailing.server import smtp_server
from tests.postgresql import Postgresql

MACHINES = 2


class Roaming(Browser):
    """Asks another machine each time, as behind a proxy that deals requests out in turn."""

    def __init__(self, ports: Iterator[int], address: str, ledger: Ledger) -> None:
        super().__init__(next(ports), address, ledger)
        self._ports = ports

    def once(self, method: str, path: str, body: str | None = None) -> Page:
        self._port = next(self._ports)
        return super().once(method, path, body)


@dataclass
class Traveller(Customer):
    """Orders until so many orders were begun by all together."""

    ports: list[int] = field(default_factory=list)

    def browse(self, address: str) -> Browser:
        return Roaming(cycle(self.ports), address, self.ledger)

    def travel(self, turns: Iterator[int], most: int, lock: Lock) -> None:
        while True:
            with lock:
                turn = next(turns)
            if turn > most:
                return
            self.order(turn)


@click.command()
@click.option("--orders", default=10_000, show_default=True)
@click.option("--clients", default=8, show_default=True)
def main(orders: int, clients: int) -> None:
    """Order at two machines, and count what came of it."""
    letters, ledger = [Letters() for _ in range(MACHINES)], Ledger()
    with machines(letters) as found:
        known = json.loads(found[0].run(sys.executable, "-m", "tests.faults.kill.furnish"))
        for machine in found:
            machine.start()
        began = time.monotonic()
        order(found, clients, orders, known, ledger)
        placed = time.monotonic() - began
        wait_for_mails(hurry=False)
        sent = time.monotonic() - began
        found[0].run(*COMPTOIR, "doctor")  # leaves with 1, and so do we, if it finds anything
        faults = [f"{machine.home.name} has ended" for machine in found if not machine.runs]
        faults += proof.faults(ledger.told)
        let_go()
        said = [machine.said for machine in found]
    taken = merged(letters)
    faults += proof.mail_faults(ledger.told, taken, [])
    shares = [sum(len(times) for times in each.taken.values()) for each in letters]
    told = {
        "orders": len(ledger.told),
        "mails_by_worker": shares,
        "mails_doubled": sum(len(times) - 1 for times in taken.values()),
        "seconds_until_placed": round(placed, 1),
        "seconds_until_all_mails_left": round(sent, 1),
        "customers_saw": dict(ledger.faults),
        "processes_said": [text[-500:] for text in said],
        "doctor": "clean",
        "faults": faults[:20],
    }
    click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    sys.exit(bool(faults))


@contextmanager
def machines(letters: list[Letters]) -> Iterator[list[Machine]]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="comptoir-many-")))
        folder.chmod(0o755)
        database = Postgresql(folder / "postgresql", options=())
        database.start()
        stack.callback(database.stop, "fast")
        shared = {
            "DATABASE_URL": database.url,
            "COMPTOIR_URL": "http://localhost",
            "COMPTOIR_SECRET_KEY": "the same on every machine",
            "COMPTOIR_STORAGE_OPTIONS": json.dumps({"location": str(folder / "storage")}),
        }
        ports = [stack.enter_context(smtp_server(each)) for each in letters]
        found = [Machine(folder / f"m{n}", shared, port) for n, port in enumerate(ports)]
        found[0].run(*COMPTOIR, "migrate")
        os.environ.update(found[0].surroundings)
        django.setup()
        for machine in found:
            stack.callback(machine.stop)
        yield found


def order(
    found: list[Machine], clients: int, orders: int, known: dict[str, int], ledger: Ledger
) -> None:
    ports, turns, lock = [machine.port for machine in found], count(1), Lock()
    with ThreadPoolExecutor(clients) as pool:
        at_work = [
            pool.submit(
                Traveller(number, ports[0], known, ledger, ports).travel, turns, orders, lock
            )
            for number in range(clients)
        ]
        for one in at_work:
            one.result()


def merged(letters: list[Letters]) -> dict[tuple[str, str], list[float]]:
    """Recipient and Message-ID → when a server took it, whichever worker sent it."""
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for each in letters:
        for key, times in each.taken.items():
            found[key] += times
    return found


if __name__ == "__main__":
    main()
