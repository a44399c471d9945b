"""The running site, whose processes are killed one after another, and which stands up again."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event as Signal
from threading import Thread

from tests.house.test_serve import answers, children, environment, free_port, until, workers_of
from tests.postgresql import Failed, Postgresql

COMPTOIR = (sys.executable, "-m", "comptoir")


@dataclass(frozen=True)
class Kill:
    """What was killed, and when (seconds of the monotonic clock)."""

    what: str
    at: float


@dataclass
class Site:
    """`comptoir serve` in a folder of its own, on SQLite or on the PostgreSQL server given."""

    home: Path
    smtp_port: int
    database: Postgresql | None
    chance: random.Random
    port: int = field(default_factory=free_port)
    kills: list[Kill] = field(default_factory=list)
    hands_off: bool = False
    # Where the providers' stand-ins are; none: nothing is paid online.
    tills: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._server: subprocess.Popen[bytes] | None = None
        self._end = Signal()
        self._log = (self.home / "log").open("ab")
        self._keeper = Thread(target=self._keep, daemon=True)

    @property
    def surroundings(self) -> dict[str, str]:
        own = {
            "PORT": str(self.port),
            "COMPTOIR_URL": f"http://localhost:{self.port}",
            "COMPTOIR_TRUSTED_PROXIES": "127.0.0.1",
            "COMPTOIR_LOG_LEVEL": "ERROR",
            "EMAIL_URL": f"smtp://127.0.0.1:{self.smtp_port}",
            "DJANGO_SETTINGS_MODULE": "comptoir.config.settings",
        }
        if self.tills:
            own["DJANGO_SETTINGS_MODULE"] = "tests.payments.settings"
            own["STAND_INS"] = json.dumps(self.tills)
        if self.database is not None:
            own["DATABASE_URL"] = self.database.url
        return environment(self.home) | own

    def furnish(self) -> dict[str, int]:
        """The shop stands; what its customers must know of it."""
        self.run(*COMPTOIR, "migrate")
        found: dict[str, int] = json.loads(
            self.run(sys.executable, "-m", "tests.faults.kill.furnish")
        )
        return found

    def run(self, *command: str) -> str:
        return subprocess.run(
            command, env=self.surroundings, stdout=subprocess.PIPE, text=True, check=True
        ).stdout

    def open(self) -> None:
        self._start()
        until(lambda: answers(self.port), 60)
        self._keeper.start()

    def close(self) -> None:
        """Everything has ended in its own time."""
        self._end.set()
        self._keeper.join(60)
        if self._server is not None:
            self._server.terminate()
            self._server.wait(60)
        self._log.close()

    def _start(self) -> None:
        self._server = subprocess.Popen(
            [*COMPTOIR, "serve", "--workers", "2"],
            env=self.surroundings,
            stdout=self._log,
            stderr=self._log,
            start_new_session=True,
        )

    def _keep(self) -> None:
        """What an operator's service manager does: start again what has ended."""
        while not self._end.wait(0.1):
            if self.hands_off:
                continue
            if self.database is not None and not self.database.runs:
                # Whoever of the killed still holds memory or port lets the next try fail.
                with suppress(Failed):
                    self.database.start()
            if self._server is not None and self._server.poll() is not None:
                self._start()

    def kill(self) -> Kill:
        """One process, or one group of them, got SIGKILL."""
        while True:
            what = self.chance.choice(self._kinds())
            with suppress(ProcessLookupError, FileNotFoundError, IndexError, ValueError):
                getattr(self, f"_kill_{what}")()
                self.kills.append(Kill(what, time.monotonic()))
                return self.kills[-1]
            time.sleep(0.1)

    def _kinds(self) -> list[str]:
        kinds = ["web", "web", "worker", "worker", "server", "all"]
        return kinds if self.database is None else [*kinds, "backend", "database", "database"]

    @property
    def _main(self) -> int:
        assert self._server is not None
        return self._server.pid

    def _kill_web(self) -> None:
        begun = children(self._main).items()
        web = [number for number, name in begun if name == "comptoir-web"]
        os.kill(self.chance.choice(web), signal.SIGKILL)

    def _kill_worker(self) -> None:
        os.kill(workers_of(self._main)[0], signal.SIGKILL)

    def _kill_server(self) -> None:
        """Only the first process: those it started must see that, and leave."""
        os.kill(self._main, signal.SIGKILL)

    def _kill_all(self) -> None:
        os.killpg(self._main, signal.SIGKILL)

    def _kill_backend(self) -> None:
        assert self.database is not None
        os.kill(self.chance.choice(self.database.backends()), signal.SIGKILL)

    def _kill_database(self) -> None:
        assert self.database is not None
        self.database.kill()

    def counted(self) -> dict[str, int]:
        return dict(Counter(kill.what for kill in self.kills))
