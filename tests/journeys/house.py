"""A whole Comptoir as a shop runs it: own processes, own files, a real SMTP server."""

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.house.test_serve import answers, environment, free_port, until
from tests.mailing.server import Postbox, Received, smtp_server

COMPTOIR = (sys.executable, "-m", "comptoir")
LINK = re.compile(r"https?://\S+")


@dataclass
class House:
    """The running site with its postbox."""

    url: str
    postbox: Postbox
    surroundings: dict[str, str]

    def mails_to(self, address: str) -> list[Received]:
        return [mail for mail in self.postbox.received if mail.recipient == address]

    def mail(self, address: str, number: int = 1) -> Received:
        """The mail of that number to the address, once it has come."""
        until(lambda: len(self.mails_to(address)) >= number)
        return self.mails_to(address)[number - 1]

    def quiet(self, address: str, number: int, seconds: float = 1.5) -> None:
        """The address has got so many mails, and no more come."""
        time.sleep(seconds)
        assert len(self.mails_to(address)) == number


def last_link(mail: Received) -> str:
    return str(LINK.findall(mail.part("plain"))[-1])


def eventually(met: Callable[[], object], seconds: float = 45) -> None:
    until(met, seconds)


@contextmanager
def opened(home: Path, undo_seconds: str) -> Iterator[House]:
    port = free_port()
    postbox = Postbox()
    with smtp_server(postbox) as smtp_port:
        surroundings = environment(home) | {
            "PORT": str(port),
            "COMPTOIR_URL": f"http://localhost:{port}",
            "EMAIL_URL": f"smtp://127.0.0.1:{smtp_port}",
            "COMPTOIR_UNDO_SECONDS": undo_seconds,
        }
        run(surroundings, *COMPTOIR, "migrate")
        run(surroundings, sys.executable, "-m", "tests.journeys.furnish")
        server = subprocess.Popen([*COMPTOIR, "serve", "--workers", "1"], env=surroundings)
        try:
            until(lambda: answers(port))
            yield House(f"http://localhost:{port}", postbox, surroundings)
        finally:
            server.terminate()
            try:
                server.wait(40)
            finally:
                server.kill()


def run(surroundings: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        command, env=surroundings, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
