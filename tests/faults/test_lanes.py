"""A year's import takes its time; mails leave meanwhile, and a worker that must end gives it back."""

import signal
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from comptoir.core.clock import utc_now
from comptoir.core.models import Job
from comptoir.exchange import store
from comptoir.exchange.actions.start_import import start_import
from comptoir.exchange.models import Import
from comptoir.shops.models import Shop
from tests.exchange.csv_files import mapping_text, row, text_of
from tests.factories import make_shop, member_of
from tests.faults.test_killed_worker import ROOT, place_orders, until
from tests.mailing.server import Postbox

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 40_000


def long_import(shop: Shop) -> Import:
    content = text_of(*[row(f"{number:06}") for number in range(MANY)]).encode()
    return start_import(
        shop_id=shop.id,
        file=store.keep(shop.id, "year.csv", BytesIO(content)),
        file_name="year.csv",
        size=len(content),
        mapping=mapping_text(),
        language="en",
        actor=member_of(shop),
        now=utc_now(),
    )


def test_mails_leave_while_a_long_import_runs(
    environment: dict[str, str], server: tuple[Postbox, int], settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    found = long_import(make_shop())
    worker = subprocess.Popen(
        [sys.executable, "-m", "comptoir", "worker"], env=environment, cwd=ROOT
    )
    try:
        until(lambda: Import.objects.get(id=found.id).done > 0)
        began = time.monotonic()
        place_orders(3)
        until(lambda: len(server[0].received) == 6)
        waited = time.monotonic() - began
        assert Import.objects.get(id=found.id).state == Import.State.RUNNING
        assert waited < 30, f"mails waited {waited:.1f} s"
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(25) == 0
    finally:
        worker.kill()
        worker.wait()
    (job,) = Job.objects.filter(kind="exchange.import")
    assert (job.state, job.attempts) == ("waiting", 0)
