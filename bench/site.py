"""The product as its user runs it: own processes, production settings, its worker beside it."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench import processes
from bench.postbox import Postbox, smtp_server
from bench.postgresql import running

COMPTOIR = (sys.executable, "-m", "comptoir")
HOLDS = 500
OPEN_TRANSACTIONS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE xact_start IS NOT NULL AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
SQLITE, POSTGRESQL = "sqlite", "postgresql"
DATABASES = (SQLITE, POSTGRESQL)


@dataclass
class Site:
    """A running Comptoir. `database_pid` is PostgreSQL's; 0 with SQLite, which has no process."""

    port: int
    postbox: Postbox
    server_pid: int
    database_pid: int
    surroundings: dict[str, str]

    def cpu_ms(self) -> float:
        """Processor time of all its processes so far: server, worker, database."""
        return processes.cpu_seconds(*self._roots()) * 1000

    def memory(self) -> processes.Memory:
        """Of web and worker together, without the database server."""
        return processes.memory(self.server_pid)

    def worker_pid(self) -> int:
        for pid in processes.tree(self.server_pid):
            if processes.name(pid) == "comptoir-worker":
                return pid
        raise SystemExit("no worker runs beside the server")

    def web_pids(self) -> list[int]:
        worker = self.worker_pid()
        return [pid for pid in processes.tree(self.server_pid) if pid != worker]

    @contextmanager
    def worker_held(self) -> Iterator[None]:
        """The worker stands still meanwhile, so that only what the requests cost is measured."""
        pid = self.worker_pid()
        for _ in range(HOLDS):
            os.kill(pid, signal.SIGSTOP)
            if self._nobody_writes():
                break
            # Held in the middle of a transaction, it would hold up the requests as well.
            os.kill(pid, signal.SIGCONT)
            time.sleep(0.02)
        else:
            raise SystemExit("the worker was never found between two transactions")
        time.sleep(0.05)  # who asked is gone by now, and not counted
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)

    def _nobody_writes(self) -> bool:
        """No transaction is open that others would wait for."""
        url = self.surroundings.get("DATABASE_URL")
        if url:
            with psycopg.connect(url, autocommit=True) as asking:
                found = asking.execute(OPEN_TRANSACTIONS).fetchone()
                return found is not None and found[0] == 0
        file = Path(self.surroundings["COMPTOIR_HOME"]) / "comptoir.sqlite3"
        connection = sqlite3.connect(file, timeout=0, isolation_level=None)
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        except sqlite3.OperationalError:
            return False
        finally:
            connection.close()
        return True

    def run(self, *command: str) -> str:
        return run(self.surroundings, *command)

    def _roots(self) -> list[int]:
        return [self.server_pid, *([self.database_pid] if self.database_pid else [])]


def run(surroundings: dict[str, str], *command: str) -> str:
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


@contextmanager
def home(
    folder: Path, database: str, port: int, **settings: str
) -> Iterator[tuple[dict[str, str], int]]:
    """The settings of an installation in that folder, migrated; its database runs meanwhile.

    The second value is the process of PostgreSQL, 0 with SQLite.
    """
    folder.mkdir(parents=True, exist_ok=True)
    surroundings = _environment(folder, port)
    if database == SQLITE:
        run(surroundings, *COMPTOIR, "migrate")
        yield surroundings, 0
        return
    with running(folder / "postgresql", **settings) as server:
        surroundings["DATABASE_URL"] = server.url
        run(surroundings, *COMPTOIR, "migrate")
        yield surroundings, server.pid


@contextmanager
def served(surroundings: dict[str, str], database_pid: int, port: int) -> Iterator[Site]:
    """`comptoir serve` as it comes, with a mail server that takes everything."""
    folder = Path(surroundings["COMPTOIR_HOME"])
    mail_port = port + 1
    surroundings = surroundings | {"EMAIL_URL": f"smtp://127.0.0.1:{mail_port}"}
    with smtp_server(mail_port) as postbox, (folder / "serve.log").open("ab") as log:
        server = subprocess.Popen([*COMPTOIR, "serve"], env=surroundings, stdout=log, stderr=log)
        try:
            _until_it_answers(server, port)
            yield Site(port, postbox, server.pid, database_pid, surroundings)
        finally:
            server.terminate()
            try:
                server.wait(60)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _environment(folder: Path, port: int) -> dict[str, str]:
    """Nothing of the machine's own settings; every customer comes from an address of their own,
    named by the proxy that stands before the server in production.
    """
    kept = {name: value for name, value in os.environ.items() if "COMPTOIR" not in name}
    for name in ("DATABASE_URL", "EMAIL_URL", "DJANGO_SETTINGS_MODULE", "PORT"):
        kept.pop(name, None)
    return kept | {
        "COMPTOIR_HOME": str(folder),
        "PORT": str(port),
        "COMPTOIR_TRUSTED_PROXIES": "127.0.0.1",
    }


def _until_it_answers(server: "subprocess.Popen[bytes]", port: int) -> None:
    end = time.monotonic() + 90
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not come up; see serve.log in its folder")
