"""One machine of several: a web process and a worker, with a folder of its own."""

import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests.house.test_serve import answers, environment, free_port, until

COMPTOIR = (sys.executable, "-m", "comptoir")


@dataclass
class Machine:
    """Shares with the others the database, the secret key and the storage: nothing else."""

    home: Path
    shared: dict[str, str]
    smtp_port: int
    port: int = field(default_factory=free_port)

    def __post_init__(self) -> None:
        self.home.mkdir()
        self._running: list[subprocess.Popen[bytes]] = []
        self._open = ExitStack()
        self._log = self._open.enter_context((self.home / "log").open("ab"))

    @property
    def surroundings(self) -> dict[str, str]:
        own = {
            "PORT": str(self.port),
            "COMPTOIR_TRUSTED_PROXIES": "127.0.0.1",
            "COMPTOIR_LOG_LEVEL": "WARNING",
            "EMAIL_URL": f"smtp://127.0.0.1:{self.smtp_port}",
            "DJANGO_SETTINGS_MODULE": "comptoir.config.settings",
        }
        return environment(self.home) | own | self.shared

    def run(self, *command: str) -> str:
        return subprocess.run(
            command, env=self.surroundings, stdout=subprocess.PIPE, text=True, check=True
        ).stdout

    def start(self) -> None:
        for words in (("serve", "--no-worker", "--workers", "1"), ("worker",)):
            self._running.append(
                subprocess.Popen(
                    [*COMPTOIR, *words], env=self.surroundings, stdout=self._log, stderr=self._log
                )
            )
        until(lambda: answers(self.port), 120)

    def stop(self) -> None:
        for process in self._running:
            process.terminate()
        for process in self._running:
            process.wait(60)
        self._open.close()

    @property
    def runs(self) -> bool:
        """Both its processes are at work."""
        return all(process.poll() is None for process in self._running)

    @property
    def said(self) -> str:
        """What its processes had to say; nothing, one hopes."""
        return (self.home / "log").read_text(errors="replace")
