"""kill -9 of everything under load: `python -m tests.faults.kill --kills 50 --clients 32`.

Customers order over HTTP from a real `comptoir serve`, with fsync on; web processes, the
worker, the whole server and PostgreSQL are killed at random. Two of three customers pay at
stand-ins of PayPal and Stripe, whose notices come until they are taken, overtake each other,
come twice or never. Afterwards every order, every mail and every cent is accounted for. Exit
code 1 if anything is missing or there twice.
"""

import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from threading import Event as Signal
from typing import Any

import click
import django

from tests.faults.kill import proof
from tests.faults.kill.customers import Ledger
from tests.faults.kill.letters import Letters
from tests.faults.kill.money_proof import money_faults
from tests.faults.kill.payers import Payer
from tests.faults.kill.site import COMPTOIR, Site
from tests.faults.kill.tills import Tills, tills
from tests.mailing.server import smtp_server
from tests.postgresql import Postgresql


@click.command()
@click.option("--kills", default=50, show_default=True)
@click.option("--clients", default=32, show_default=True)
@click.option("--database", type=click.Choice(["sqlite", "postgresql"]), default="sqlite")
@click.option("--pause", default=2.0, show_default=True, help="Longest pause between kills.")
@click.option("--seed", default=1, show_default=True)
@click.option("--hurry", is_flag=True, help="Let leases run out at once instead of waiting.")
def main(kills: int, clients: int, database: str, pause: float, seed: int, hurry: bool) -> None:
    """Kill, and count what is left."""
    letters, ledger, began = Letters(), Ledger(), time.monotonic()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="comptoir-kill-")))
        at = stack.enter_context(smtp_server(letters))
        open_tills = stack.enter_context(tills(folder, seed))
        with running(folder, at, database, seed, open_tills.addresses) as site:
            known = furnish(site, open_tills)
            site.open()
            under_load(site, clients, known, ledger, kills, pause, open_tills)
            loaded = time.monotonic() - began
            settle_money(open_tills)
            wait_for_mails(hurry)
            doctor = examined(site)
            found = proof.faults(ledger.told) + money_faults(open_tills, ledger.paid)
        found += proof.mail_faults(ledger.told, letters.taken, site.kills, ledger.paid)
    told = {
        "database": database,
        "orders": len(ledger.told),
        "kills": site.counted(),
        "customers_saw": dict(ledger.faults),
        "begun_anew": ledger.begun_anew,
        "mails": sum(len(times) for times in letters.taken.values()),
        "mails_doubled": sum(len(times) - 1 for times in letters.taken.values()),
        "payments": len(open_tills.taken()),
        "refunds": len(open_tills.given_back()),
        "notices": notices_told(open_tills),
        "doctor": doctor,
        "seconds_under_load": round(loaded),
        "seconds": round(time.monotonic() - began),
        "faults": found[:20],
    }
    click.echo(json.dumps(told, indent=2, ensure_ascii=False))
    sys.exit(bool(found) or doctor not in {"clean", "not there"})


@contextmanager
def running(
    folder: Path, smtp: int, database: str, seed: int, tills_at: dict[str, str]
) -> Iterator[Site]:
    folder.chmod(0o755)
    (folder / "home").mkdir()
    server = None
    if database == "postgresql":
        server = Postgresql(folder / "postgresql", options=())
        server.start()
    site = Site(folder / "home", smtp, server, random.Random(seed), tills=tills_at)
    os.environ.update(site.surroundings)
    django.setup()
    try:
        yield site
    finally:
        site.close()
        let_go()
        if server is not None:
            server.stop("fast")


def furnish(site: Site, open_tills: Tills) -> dict[str, int]:
    """The shop takes money at the tills; what its customers must know of it."""
    known = site.furnish()
    more = json.loads(site.run(sys.executable, "-m", "tests.faults.kill.furnish_tills"))
    open_tills.listen(f"http://localhost:{site.port}", more["hooks"])
    methods: dict[str, int] = more["methods"]
    return known | methods


def under_load(
    site: Site,
    clients: int,
    known: dict[str, int],
    ledger: Ledger,
    kills: int,
    pause: float,
    open_tills: Tills,
) -> None:
    """Customers order while things are killed; then each finishes the order in hand."""
    stop = Signal()
    with ThreadPoolExecutor(clients) as pool:
        at_work = [
            pool.submit(Payer(number, site.port, known, ledger, open_tills).run, stop)
            for number in range(clients)
        ]
        try:
            for _ in range(kills):
                _wait_for_orders(ledger, site.chance.uniform(0.0, pause))
                site.kill()
                _look(at_work)
            _wait_for_orders(ledger, 1.0)
        finally:
            stop.set()
    _look(at_work, finished=True)


def _wait_for_orders(ledger: Ledger, seconds: float) -> None:
    """Some customers were served again, and then some time passed: each kill falls into work."""
    before, end = len(ledger.told), time.monotonic() + 60
    while len(ledger.told) < before + 3 and time.monotonic() < end:
        time.sleep(0.02)
    time.sleep(seconds)


def _look(at_work: "list[Future[None]]", *, finished: bool = False) -> None:
    for one in at_work:
        if finished or one.done():
            one.result()


def settle_money(open_tills: Tills) -> None:
    """Every notice was taken, and the providers are asked about what no notice told of."""
    from comptoir.core.clock import utc_now
    from comptoir.core.database import write
    from comptoir.payments.actions.ask_about_open import ask_about_open
    from comptoir.payments.models import PaymentAttempt

    if not open_tills.carriers.done(180):
        raise click.ClickException("notices are still not taken after 180 s")
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with suppress(django.db.Error):
            now = utc_now()
            with write():
                # As if their time had come; on its own that takes ten minutes.
                PaymentAttempt.objects.filter(ask_at__gt=now).update(ask_at=now)
            while ask_about_open(now=now):
                pass
            return
        let_go()
        time.sleep(0.5)
    raise click.ClickException("the database was not reached")


def notices_told(open_tills: Tills) -> dict[str, int]:
    carriers = open_tills.carriers
    return {
        "taken": carriers.taken.total(),
        "of_them_repeated": carriers.taken.total() - len(carriers.taken),
        "sent_in_vain": carriers.refused.total(),
        "lost_on_the_way": len(carriers.lost),
    }


def wait_for_mails(hurry: bool) -> None:
    """Nothing waits any more: what killed workers held is theirs until the lease ends."""
    from comptoir.core.clock import utc_now
    from comptoir.core.database import write
    from comptoir.core.models import Job, Outbox

    def left() -> Any:
        return Outbox.objects.exists() or Job.objects.exists()

    end = time.monotonic() + 400
    while time.monotonic() < end:
        with suppress(django.db.Error):
            if hurry:
                past = utc_now() - timedelta(seconds=1)
                with write():
                    Job.objects.filter(state="running").update(lease_until=past)
                    Job.objects.filter(state="waiting").update(run_at=past)
                hurry = False
            if not left():
                return
        let_go()
        time.sleep(0.5)
    rows = Job.objects.values_list("kind", "state", "attempts", "last_error")[:20]
    raise click.ClickException(f"still waiting after 400 s: {list(rows)}, {Outbox.objects.count()}")


def let_go() -> None:
    from django.db import connection

    connection.close()
    if pool := getattr(connection, "pool", None):
        pool.close()
        connection.close_pool()  # type: ignore[attr-defined] # PostgreSQL's


def examined(site: Site) -> str:
    """The word of `comptoir doctor`."""
    import subprocess

    offers = site.run(*COMPTOIR, "--help")
    if "doctor" not in offers:
        return "not there"
    done = subprocess.run(
        [*COMPTOIR, "doctor"], env=site.surroundings, capture_output=True, text=True, check=False
    )
    return "clean" if done.returncode == 0 else (done.stdout + done.stderr)[-2000:]


if __name__ == "__main__":
    main()
