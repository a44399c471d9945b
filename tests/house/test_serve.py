"""`comptoir serve` as it is in use: own processes, a real port, a real end."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import SystemRandom

import pytest

pytestmark = pytest.mark.once

COMPTOIR = (sys.executable, "-m", "comptoir")


def free_port() -> int:
    """Below those that the system gives to outgoing connections: none takes it meanwhile."""
    while True:
        port = SystemRandom().randrange(20_000, 32_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@contextmanager
def served(home: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    surroundings = environment(home)
    subprocess.run([*COMPTOIR, "migrate"], env=surroundings, check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen(
        [*COMPTOIR, "serve", "--port", str(port), "--workers", "1"], env=surroundings
    )
    try:
        until(lambda: answers(port))
        yield server
    finally:
        server.kill()
        server.wait()


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if "COMPTOIR" not in name}
    kept.pop("DATABASE_URL", None)
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return kept | {"COMPTOIR_HOME": str(home)}


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def until(met: object, seconds: float = 90) -> None:
    assert callable(met)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if met():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come to pass in time")


def children(parent: int) -> dict[int, str]:
    """The processes that this one started, with their names."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state = (folder / "stat").read_text().rpartition(")")[2].split()
            name = (folder / "comm").read_text().strip()
        except OSError:
            continue  # it ended meanwhile
        if int(state[1]) == parent:
            found[int(folder.name)] = name
    return found


def workers_of(parent: int) -> list[int]:
    return [number for number, name in children(parent).items() if name == "comptoir-worker"]


def gone(number: int) -> bool:
    """Ended; one that nobody has asked for its result yet counts as ended."""
    try:
        state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state == "Z"


def test_it_serves_refuses_a_second_one_and_ends_with_its_worker(tmp_path: Path) -> None:
    port = free_port()
    with served(tmp_path, port) as server:
        second = subprocess.run(
            [*COMPTOIR, "serve", "--port", str(port)],
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert second.returncode == 1
        assert str(port) in second.stderr
        (worker,) = workers_of(server.pid)
        server.send_signal(signal.SIGTERM)
        assert server.wait(40) == 0
        assert gone(worker)
        assert not answers(port)


def test_a_web_process_whose_server_was_killed_before_it_could_look_leaves(tmp_path: Path) -> None:
    """It would keep the port for ever, and no new server could start."""
    surroundings = environment(tmp_path) | {"DJANGO_SETTINGS_MODULE": "comptoir.config.settings"}
    # Ends with the web process, which has the pipe too.
    done = subprocess.run(
        [sys.executable, "-c", KILLED_EARLY],
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=50,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("begun\n", "")


KILLED_EARLY = """
import multiprocessing, os, time

def web():
    while os.getppid() == server:
        time.sleep(0.05)
    print("begun", flush=True)
    import comptoir.operations.web
    time.sleep(60)

server = os.getpid()
multiprocessing.get_context("fork").Process(target=web).start()
os._exit(0)
"""


def test_nothing_stays_behind_when_the_server_is_killed(tmp_path: Path) -> None:
    with served(tmp_path, free_port()) as server:
        started = children(server.pid)
        assert len(workers_of(server.pid)) == 1
        server.kill()
        server.wait()
        until(lambda: all(gone(number) for number in started))


def test_an_empty_database_is_said_in_one_line(tmp_path: Path) -> None:
    said = tmp_path / "said"
    with said.open("w") as errors:
        server = subprocess.Popen(
            [*COMPTOIR, "serve", "--no-worker", "--port", str(free_port()), "--workers", "1"],
            env=environment(tmp_path),
            stderr=errors,
        )
        try:
            until(lambda: "run: comptoir migrate" in said.read_text())
        finally:
            server.kill()
            server.wait()
    assert "Traceback" not in said.read_text()


def test_a_worker_waits_for_an_unprepared_database_and_says_so_once(tmp_path: Path) -> None:
    # Not above: the long proofs import this file, and have no settings of Django's.
    from comptoir.core.worker import FAULT_SECONDS

    said, surroundings = tmp_path / "said", environment(tmp_path)
    line = "database not prepared: run comptoir migrate"
    with said.open("w") as output:
        worker = subprocess.Popen(
            [*COMPTOIR, "worker"], env=surroundings, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            until(lambda: line in said.read_text())
            time.sleep(2 * FAULT_SECONDS + 1)
            subprocess.run(
                [*COMPTOIR, "migrate"], env=surroundings, check=True, stdout=subprocess.DEVNULL
            )
            time.sleep(FAULT_SECONDS + 1)
            worker.send_signal(signal.SIGTERM)
            assert worker.wait(25) == 0
        finally:
            worker.kill()
            worker.wait()
    assert said.read_text().count(line) == 1
    assert "Traceback" not in said.read_text()
