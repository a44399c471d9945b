import os
import socket

import click
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connections
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from comptoir.operations.commands.first_run import first_run_link
from comptoir.operations.commands.worker import work
from comptoir.operations.companion import Companion
from comptoir.operations.preload import preload
from comptoir.shops.queries import any_account

# Per web process. A thread holds at most one database connection.
THREADS = 4
WAITING = 64
MEGABYTES = 700


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=int, help="Port to listen on; default: the setting PORT.")
@click.option(
    "--workers",
    type=click.IntRange(1),
    default=min(os.cpu_count() or 1, 4),
    show_default="one per processor, 4 at most",
    help="Web processes.",
)
@click.option("--no-worker", is_flag=True, help="Web only; run `comptoir worker` elsewhere.")
def command(host: str, port: int | None, workers: int, no_worker: bool) -> None:
    """Serve the web pages, and run a worker beside them."""
    port = port or settings.COMPTOIR_PORT
    _refuse_taken(host, port)
    call_command("collectstatic", interactive=False, verbosity=0)
    _invite_the_first()
    _let_go()
    preload()
    server = Granian(
        "comptoir.operations.web:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backpressure=WAITING,
        websockets=False,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        workers_max_rss=MEGABYTES,
        workers_kill_timeout=30,
    )
    if not no_worker:
        companion = Companion(work)
        server.on_startup(companion.start)
        server.on_shutdown(companion.stop)
    server.serve()


def _invite_the_first() -> None:
    try:
        if not any_account():
            click.echo(f"Nobody has an account yet. Make yours and its shop: {first_run_link()}")
    except DatabaseError:
        # Served all the same: pages say that they wait, and answer once it is done elsewhere.
        click.echo(
            "The database is not ready. If it is new, run: comptoir migrate, then comptoir first-run",
            err=True,
        )


def _let_go() -> None:
    """No connection is left for the web processes to inherit: two that speak on one mix their answers."""
    connections.close_all()
    for connection in connections.all(initialized_only=True):
        if getattr(connection, "pool", None):
            connection.close_pool()  # type: ignore[attr-defined] # PostgreSQL's


def _refuse_taken(host: str, port: int) -> None:
    """Nobody else listens there: the server would share the port without a word."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"can't listen on {host}:{port}: {error.strerror}. "
                "Choose another port, for example PORT=8010."
            ) from error
