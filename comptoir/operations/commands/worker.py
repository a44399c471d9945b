import signal
from threading import Event as Signal

import click

from comptoir.core import worker
from comptoir.operations.parent import when_gone


@click.command("worker")
@click.option("--parent", type=int, hidden=True)
def command(parent: int | None) -> None:
    """Do what is owed: send mails, run jobs. `serve` starts one; more can run beside it."""
    stop = Signal()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if parent is not None:
        when_gone(parent, stop.set)
    worker.run(stop)
