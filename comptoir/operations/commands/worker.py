import signal
from threading import Event as Signal

import click

from comptoir.core import jobs, worker
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

    def end(*_: object) -> None:
        stop.set()
        jobs.ending.set()

    for number in STOPPING:
        signal.signal(number, end)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
    if parent is not None:
        when_gone(parent, end)
    worker.run(stop)
