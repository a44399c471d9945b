"""kill -9 of a worker at any point between event and mail: no mail is lost.

A mail is doubled only if the kill falls between the server's yes and our commit, and
then both have the same Message-ID.
"""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from comptoir.core.clock import utc_now
from comptoir.core.database import write
from comptoir.core.models import Job, Outbox
from comptoir.mailing.models import Message
from tests.factories import make_delivery, make_order, make_payment, make_shop, make_variant
from tests.mailing.server import Postbox

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).parents[2]
JOBS, SENDER, RELAY = "comptoir.core.jobs", "comptoir.mailing.jobs", "comptoir.core.relay"
NOTED = "comptoir.mailing.actions.note_sent"
# Where it dies, and whether a mail may then be there twice.
POINTS = [
    pytest.param(RELAY, "_handle", "before", 1, False, id="before events are handled"),
    pytest.param(RELAY, "react", "after", 2, False, id="mails rendered, nothing written"),
    pytest.param(RELAY, "_write_down", "after", 1, False, id="mails written, nothing committed"),
    pytest.param(RELAY, "_handle", "after", 1, False, id="mails committed"),
    pytest.param(JOBS, "claim", "after", 1, False, id="jobs claimed"),
    pytest.param(SENDER, "_say", "before", 2, False, id="before the server is asked"),
    pytest.param(SENDER, "_say", "after", 2, True, id="after the server's yes"),
    pytest.param(NOTED, "_write_down", "after", 2, True, id="sent written, not committed"),
    pytest.param(SENDER, "note_sent", "after", 2, False, id="after the commit"),
]


@pytest.mark.parametrize(("module", "name", "when", "count", "may_double"), POINTS)
def test_killed_at_a_point_every_mail_goes_out(
    module: str,
    name: str,
    when: str,
    count: int,
    may_double: bool,
    environment: dict[str, str],
    server: tuple[Postbox, int],
) -> None:
    place_orders(3)
    command = [sys.executable, "-m", "tests.faults.dying_worker", module, name, when, str(count)]
    died = subprocess.run(command, env=environment, cwd=ROOT, timeout=120, check=False)
    assert died.returncode == -signal.SIGKILL
    leases_run_out()
    with worker(environment):
        wait_until_all_left()
    seen = counted(server[0])
    assert len(seen) == 6
    assert sum(seen.values()) == (7 if may_double else 6)
    assert set(Message.objects.values_list("message_id", flat=True)) == set(seen)


def test_killed_again_and_again_every_mail_goes_out(
    environment: dict[str, str], server: tuple[Postbox, int]
) -> None:
    place_orders(25)
    server[0].seconds = 0.02
    pauses = random.Random(7)
    for _ in range(4):
        with worker(environment) as process:
            wait_for_progress(server[0])
            time.sleep(pauses.uniform(0.0, 0.3))
            process.kill()
        leases_run_out()
    with worker(environment):
        wait_until_all_left()
    seen = counted(server[0])
    assert len(seen) == 50
    # One kill can double the one mail that was on its way.
    assert sum(seen.values()) <= 54


def place_orders(count: int) -> None:
    shop = make_shop(orders_per_hour=1000)
    delivery, payment, cup = make_delivery(shop), make_payment(shop), make_variant(shop)
    for _ in range(count):
        make_order(shop, cup, delivery=delivery, payment=payment, now=utc_now())


@contextmanager
def worker(environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "comptoir", "worker"], env=environment, cwd=ROOT
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def leases_run_out() -> None:
    """As if two minutes had passed; nobody holds anything any more."""
    with write():
        Job.objects.filter(state="running").update(lease_until=utc_now() - timedelta(seconds=1))


def wait_until_all_left() -> None:
    until(lambda: not Outbox.objects.exists() and not Job.objects.exists())


def wait_for_progress(box: Postbox) -> None:
    before = len(box.received)
    until(lambda: len(box.received) > before or not Job.objects.exists())


def until(done: Callable[[], bool]) -> None:
    """It came to pass; two minutes are for a machine with ten times as much to do."""
    end = time.monotonic() + 120
    while time.monotonic() < end:
        if done():
            return
        time.sleep(0.05)
    raise AssertionError("not within two minutes")


def counted(box: Postbox) -> Counter[str]:
    """Message-ID → how often it arrived."""
    return Counter(str(received.mail["Message-ID"]) for received in box.received)
