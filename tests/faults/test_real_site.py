"""A real `comptoir serve` whose disk is full, whose database is restarted, or away for a while."""

import random
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Event as Signal

import pytest

from tests.databases import KIND
from tests.faults.kill.customers import Browser, Customer, Ledger
from tests.faults.kill.furnish import SLUG
from tests.faults.kill.letters import Letters
from tests.faults.kill.site import Site
from tests.house.test_serve import until
from tests.mailing.server import smtp_server
from tests.postgresql import Postgresql

# Kept in the PostgreSQL run, though none of the test database is used.
pytestmark = pytest.mark.django_db
ON_POSTGRESQL = pytest.mark.skipif(KIND != "postgresql", reason="needs PostgreSQL")
REVIEW = f"/{SLUG}/checkout/review/"


class Small:
    """A disk of its own for the data, where mounting is allowed."""

    def __init__(self, folder: Path, megabytes: int) -> None:
        folder.mkdir()
        self.folder = folder
        wanted = ("mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder))
        self.mounted = subprocess.run(wanted, capture_output=True, check=False).returncode == 0

    def fill(self) -> None:
        with (self.folder / "filler").open("ab", buffering=0) as filler:
            for size in (1 << 20, 1 << 12, 1):
                with suppress(OSError):
                    while True:
                        filler.write(b"x" * size)

    def free(self) -> None:
        (self.folder / "filler").unlink()

    def leave(self) -> None:
        if self.mounted:
            subprocess.run(["umount", "--lazy", str(self.folder)], check=False)


@pytest.fixture(scope="module")
def house() -> Iterator["House"]:
    # Not in pytest's own folder, which is closed to the user that PostgreSQL runs as.
    with tempfile.TemporaryDirectory(prefix="comptoir-site-") as folder:
        Path(folder).chmod(0o755)
        with opened(Path(folder)) as found:
            yield found


class House:
    def __init__(self, site: Site, disk: Small, letters: Letters) -> None:
        self.site, self.disk, self.letters = site, disk, letters
        self.known = site.furnish()
        self.people = 0

    def customer(self) -> tuple[Customer, Browser, str]:
        """Somebody new, their browser and their address."""
        self.people += 1
        one = Customer(self.people, self.site.port, self.known, Ledger())
        browser = Browser(self.site.port, f"10.9.9.{self.people}", one.ledger)
        return one, browser, f"person{self.people}@kill.example"

    def mails(self, address: str) -> int:
        return sum(len(times) for (to, _), times in self.letters.taken.items() if to == address)

    def owing(self, ledger: Ledger) -> dict[str, int]:
        """Customers with another number of mails than the one that they should have."""
        counted = {email: self.mails(email) for email in ledger.told}
        return {email: count for email, count in counted.items() if count != 1}


@contextmanager
def opened(folder: Path) -> Iterator[House]:
    letters, server = Letters(), None
    home = folder / "home"
    if KIND == "postgresql":
        home.mkdir()
        disk = Small(folder / "postgresql", 160)
        server = Postgresql(folder / "postgresql")
        server.start()
    else:
        disk = Small(home, 64)
    with smtp_server(letters) as port:
        site = Site(home, port, server, random.Random(1))
        try:
            found = House(site, disk, letters)
            site.open()
            yield found
        finally:
            site.close()
            if server is not None:
                server.stop()
            disk.leave()


def test_a_full_disk_is_told_and_the_same_button_works_once_there_is_room(house: House) -> None:
    if not house.disk.mounted:
        pytest.skip("LEFT OUT: no disk can be mounted here, so none was filled")
    waiting = [house.customer() for _ in range(20 if KIND == "postgresql" else 4)]
    forms = [one.review(browser, email) for one, browser, email in waiting]
    shrink_log(house)
    house.disk.fill()
    refused = []
    for (one, browser, email), form in zip(waiting, forms, strict=True):
        said = browser.once("POST", REVIEW, browser.filled(form))
        if said.status == 503:
            refused.append((one, browser, email, form))
            assert "Un instant" in said.text
            assert said.retry_after == "10"
    assert refused, "the disk was not full enough"
    # Reading goes on, as far as the server itself stands.
    if KIND == "sqlite":
        assert refused[0][1].once("GET", f"/{SLUG}/p/cup/").status == 200
    house.disk.free()
    for one, browser, email, form in refused:
        token = one.token_of(browser, browser.post(REVIEW, form))
        assert browser.get(f"/{SLUG}/order/{token}/").status == 200
        until(lambda email=email: house.mails(email) == 1, 60)


def shrink_log(house: House) -> None:
    """SQLite's log of writes has no room left inside that a write could use again."""
    if KIND == "sqlite":
        with closing(sqlite3.connect(house.site.home / "comptoir.sqlite3")) as line:
            line.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@ON_POSTGRESQL
def test_a_restart_of_the_database_under_load_loses_nothing(house: House) -> None:
    server = house.site.database
    assert server is not None
    stop, ledger = Signal(), Ledger()
    with ThreadPoolExecutor(6) as pool:
        at_work = [
            pool.submit(Customer(100 + n, house.site.port, house.known, ledger).run, stop)
            for n in range(6)
        ]
        for _ in range(2):
            more(ledger)
            server.stop("fast")
            until(lambda: server.runs, 60)
        more(ledger)
        stop.set()
    for one in at_work:
        one.result()
    # Nothing but "come back soon" was seen meanwhile, and every mail goes out.
    assert set(ledger.faults) <= {"503"}, ledger.faults
    with suppress(AssertionError):
        until(lambda: not house.owing(ledger), 60)
    assert house.owing(ledger) == {}


def more(ledger: Ledger) -> None:
    """A few more orders were placed."""
    before = len(ledger.told)
    until(lambda: len(ledger.told) >= before + 4, 60)


@ON_POSTGRESQL
def test_a_database_that_is_away_is_told_and_found_again(house: House) -> None:
    server = house.site.database
    assert server is not None
    one, browser, email = house.customer()
    form = one.review(browser, email)
    house.site.hands_off = True
    server.stop("fast")
    began = time.monotonic()
    said = browser.once("POST", REVIEW, browser.filled(form))
    assert (said.status, said.retry_after) == (503, "10")
    assert time.monotonic() - began < 30
    house.site.hands_off = False
    until(lambda: server.runs, 60)
    back = time.monotonic()
    token = one.token_of(browser, browser.post(REVIEW, form))
    assert token
    # One try that waited in vain, and the next; not the minutes that a pool's pauses grow to.
    assert time.monotonic() - back < 45
    until(lambda: house.mails(email) == 1, 60)
