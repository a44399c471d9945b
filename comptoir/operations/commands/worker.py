import signal
import sys
from threading import Event as Signal
from threading import Thread

import click

from comptoir.core import worker


@click.command("worker")
@click.option("--until-input-ends", is_flag=True, hidden=True)
def command(until_input_ends: bool) -> None:
    """Do what is owed: send mails, run jobs. `serve` starts one; more can run beside it."""
    stop = Signal()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if until_input_ends:
        # Our parent holds the other end: however it ends, we don't stay behind alone.
        Thread(target=_wait_for_end, args=[stop], daemon=True).start()
    worker.run(stop)


def _wait_for_end(stop: Signal) -> None:
    sys.stdin.read()
    stop.set()
