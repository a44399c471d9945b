"""Two machines on one PostgreSQL, the short form; the long one is `python -m tests.faults.machines`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.databases import KIND
from tests.house.test_serve import environment

ROOT = Path(__file__).parents[2]


@pytest.mark.django_db
@pytest.mark.skipif(KIND != "postgresql", reason="several machines need PostgreSQL")
def test_two_machines_share_the_work_and_send_no_mail_twice(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.machines", "--orders", "60", "--clients", "6"],
        env=environment(tmp_path),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=400,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    said = json.loads(done.stdout)
    assert said["orders"] == 60
    assert sum(said["mails_by_worker"]) == 120
    assert min(said["mails_by_worker"]) > 0, "one worker did everything"
    assert said["mails_doubled"] == 0
    assert said["processes_said"] == ["", ""]
