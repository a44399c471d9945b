"""kill -9 under load, the short form; the long one is `python -m tests.faults.kill`."""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.databases import KIND
from tests.faults.kill.proof import excused
from tests.faults.kill.site import Kill
from tests.house.test_serve import environment

ROOT = Path(__file__).parents[2]


@pytest.mark.django_db
def test_killed_under_load_every_order_mail_and_payment_is_there_once(tmp_path: Path) -> None:
    wanted = ("--database", KIND, "--kills", "4", "--clients", "6", "--pause", "0.3", "--hurry")
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.kill", *wanted],
        env=environment(tmp_path),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    said = json.loads(done.stdout)
    assert said["orders"] >= 12
    assert Counter(said["kills"]).total() == 4
    assert said["payments"] >= 4
    assert said["refunds"] >= 1
    assert said["notices"]["taken"] >= said["refunds"]
    owed = 2 * said["orders"] + said["payments"]
    assert said["mails"] - said["mails_doubled"] == owed


@pytest.mark.once
@pytest.mark.parametrize(
    ("times", "at", "fine"),
    [
        ([10.0], 50.0, True),
        ([10.0, 130.0], 10.2, True),
        ([10.0, 130.0], 60.0, False),
        ([10.0, 130.0, 250.0], 10.2, False),
        ([10.0, 10.1], 11.0, False),
    ],
)
def test_a_double_is_excused_only_by_a_kill_at_that_moment(
    times: list[float], at: float, fine: bool
) -> None:
    assert excused(times, [Kill("worker", at)]) is fine
