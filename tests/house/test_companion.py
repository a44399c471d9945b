"""The worker beside the web server is kept alive, and goes when it is told to."""

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from comptoir.operations.companion import PATIENCE, Companion
from tests.house.test_serve import until

pytestmark = pytest.mark.once


def waiting(file: Path) -> Callable[[int], None]:
    """Work that writes its process's number down, then waits for the signal to stop."""

    def work(parent: int) -> None:
        assert parent == os.getppid()
        signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
        with file.open("a") as started:
            print(os.getpid(), file=started, flush=True)
        time.sleep(60)

    return work


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
    companion = Companion(waiting(file), pause=0.1)
    companion.start()
    first = numbers(file, 1)[0]
    os.kill(first, signal.SIGKILL)
    second = numbers(file, 2)[1]
    assert second != first
    companion.stop()
    assert not alive(second)
    assert len(numbers(file, 2)) == 2


def test_a_stop_that_comes_before_the_worker_listens_is_not_lost(tmp_path: Path) -> None:
    """The fork has the server's answer to SIGTERM until it sets its own: held back till then."""
    begun = tmp_path / "begun"

    def work(_parent: int) -> None:
        begun.touch()
        time.sleep(0.5)
        signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
        time.sleep(60)

    previous = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        companion = Companion(work)
        companion.start()
        until(begun.exists)
        start = time.monotonic()
        companion.stop()
    finally:
        signal.signal(signal.SIGTERM, previous)
    assert time.monotonic() - start < PATIENCE
