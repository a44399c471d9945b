"""The worker beside the web server is kept alive, and goes when it is told to."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from comptoir.operations.companion import Companion

pytestmark = pytest.mark.once

# Writes its number down, then waits for the signal to stop.
PROGRAM = """
import os, signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
with open(sys.argv[1], "a") as file:
    print(os.getpid(), file=file, flush=True)
time.sleep(60)
"""


def numbers(file: Path, count: int) -> list[int]:
    for _ in range(200):
        found = file.read_text().split() if file.exists() else []
        if len(found) >= count:
            return [int(number) for number in found]
        time.sleep(0.05)
    raise AssertionError(f"no {count} processes were started")


def alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_killed_worker_is_started_again_and_a_stopped_one_is_not(tmp_path: Path) -> None:
    file = tmp_path / "started"
    companion = Companion([sys.executable, "-c", PROGRAM, str(file)], pause=0.1)
    companion.start()
    first = numbers(file, 1)[0]
    os.kill(first, signal.SIGKILL)
    second = numbers(file, 2)[1]
    assert second != first
    companion.stop()
    assert not alive(second)
    assert len(numbers(file, 2)) == 2
