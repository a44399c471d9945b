import signal
from threading import Event as Signal

import click

from comptoir.core import worker
from comptoir.operations.processes import name_process, when_gone

STOPPING = (signal.SIGTERM, signal.SIGINT)


@click.command("worker")
def command() -> None:
    """Do what is owed: send mails, run jobs. `serve` starts one; more can run beside it."""
    work(None)


def work(parent: int | None) -> None:
    """Works until told to stop, or until the process `parent` is gone."""
    name_process("comptoir-worker")
    stop = Signal()
    for number in STOPPING:
        signal.signal(number, lambda *_: stop.set())
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
    if parent is not None:
        when_gone(parent, stop.set)
    worker.run(stop)
