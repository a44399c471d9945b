"""A backup taken while orders come in is of one moment: restored anywhere, the doctor finds nothing."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from comptoir.core.clock import utc_now
from comptoir.operations.backup.make import make_backup
from comptoir.operations.backup.reading import opened
from comptoir.operations.backup.restore import restore
from comptoir.operations.doctor.checks import ROWS
from comptoir.operations.doctor.examine import examine
from comptoir.orders.models import Order
from tests.factories import make_delivery, make_payment, make_shop, make_variant
from tests.operations_backup.places import Place, Places

pytestmark = pytest.mark.once
ROOT = Path(__file__).parents[2]
PLACERS, BEFORE, AFTER = 2, 60, 20


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_backup_under_load_restores_clean_into_both(kind: str, places: Places) -> None:
    place = places.ready(kind)
    with place.here():
        shop = make_shop()
        make_variant(shop, stock=1_000_000)
        make_delivery(shop)
        make_payment(shop)
    file = place.home / "backup.zip"
    with under_load(place) as told:
        wait_for(told, BEFORE)
        before = told()
        with place.here():
            make_backup(file, now=utc_now())
        wait_for(told, len(before) + AFTER)
    with place.here():
        assert set(told()) <= numbers()
        assert findings() == {}
        last = len(numbers())
    for other in ("sqlite", "postgresql"):
        there = places.ready(other)
        with there.here():
            with opened(file) as backup:
                restore(backup)
            assert set(before) <= numbers(), "what was told before the backup is in it"
            assert len(numbers()) < last, "and it is of a moment while others were placed"
            assert findings() == {}


def numbers() -> set[str]:
    return set(Order.objects.values_list("number", flat=True))


def findings() -> dict[str, list[str]]:
    return {
        one.check.name: [f"{found.where}: {found.what}" for found in one.first]
        for one in examine(ROWS, now=utc_now())
        if one.count
    }


@contextmanager
def under_load(place: Place) -> Iterator[Callable[[], list[str]]]:
    """Two processes place orders and a worker writes their mails; the value tells which were placed."""
    stop = place.home / "stop"
    told = [place.home / f"told{nth}" for nth in range(PLACERS)]
    environment = os.environ | place.environment()
    module = "tests.operations_backup.placing"
    commands = [[sys.executable, "-m", module, str(stop), str(one)] for one in told]
    commands.append([sys.executable, "-m", "comptoir", "worker"])
    running = [subprocess.Popen(one, env=environment, cwd=ROOT) for one in commands]
    try:
        yield lambda: [line for one in told if one.exists() for line in whole_lines(one)]
    finally:
        stop.touch()
        running[-1].terminate()
        ends = [process.wait(60) for process in running]
    assert ends == [0] * len(running)


def whole_lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text().splitlines(keepends=True) if line[-1] == "\n"]


def wait_for(told: Callable[[], list[str]], count: int) -> None:
    end = time.monotonic() + 120
    while len(told()) < count:
        assert time.monotonic() < end, "orders are placed"
        time.sleep(0.05)
