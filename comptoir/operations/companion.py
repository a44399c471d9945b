"""The worker process beside the web server."""

import os
import signal
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from threading import Event as Signal
from threading import Thread

import structlog

log = structlog.get_logger()

# Long enough for a mail in hand to be finished.
PATIENCE = 25.0


class Companion:
    """Keeps one process running beside this one, and starts it again when it falls.

    It is forked, to share the memory of what is loaded (see `preload`). `work` gets the number of
    this process, sets what SIGTERM and SIGINT do, and then lets these signals through.
    """

    def __init__(self, work: Callable[[int], object], pause: float = 2.0) -> None:
        self.work = work
        self.pause = pause
        self._stop = Signal()
        self._thread = Thread(target=self._keep, name="companion", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """The process has finished what it had in hand and is gone."""
        self._stop.set()
        self._thread.join(PATIENCE + 5)

    def _keep(self) -> None:
        # Inherited by the fork: until it has its own, it would answer them as the server does.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
        while not self._stop.is_set():
            process = get_context("fork").Process(target=self.work, args=(os.getpid(),))
            process.start()
            while process.is_alive() and not self._stop.wait(0.2):
                pass
            if self._stop.is_set():
                self._finish(process)
            else:
                log.error("worker ended unexpectedly, starting it again", code=process.exitcode)
                self._stop.wait(self.pause)

    def _finish(self, process: ForkProcess) -> None:
        process.terminate()
        process.join(PATIENCE)
        if process.is_alive():
            process.kill()
            process.join()
