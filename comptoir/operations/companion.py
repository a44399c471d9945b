"""The worker process beside the web server."""

import os
import subprocess
import sys
from collections.abc import Sequence
from threading import Event as Signal
from threading import Thread

import structlog

log = structlog.get_logger()

# Long enough for a mail in hand to be finished.
PATIENCE = 25.0
WORKER = (sys.executable, "-m", "comptoir", "worker", "--parent")


class Companion:
    """Keeps one process running beside this one, and starts it again when it falls."""

    def __init__(self, arguments: Sequence[str] = WORKER, pause: float = 2.0) -> None:
        self.arguments = (*arguments, str(os.getpid()))
        self.pause = pause
        self._stop = Signal()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = Thread(target=self._keep, name="companion", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """The process has finished what it had in hand and is gone."""
        self._stop.set()
        if self._process is not None:
            self._process.terminate()
        self._thread.join(PATIENCE + 5)

    def _keep(self) -> None:
        while not self._stop.is_set():
            with subprocess.Popen(self.arguments, stdin=subprocess.DEVNULL) as process:
                self._process = process
                while process.poll() is None and not self._stop.wait(0.2):
                    pass
                self._finish(process)
            if not self._stop.is_set():
                log.error("worker ended unexpectedly, starting it again", code=process.returncode)
                self._stop.wait(self.pause)

    def _finish(self, process: subprocess.Popen[bytes]) -> None:
        try:
            process.wait(PATIENCE if self._stop.is_set() else 0)
        except subprocess.TimeoutExpired:
            process.kill()
