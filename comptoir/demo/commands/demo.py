import os
import sys
from threading import Thread
from typing import NoReturn

import click
from django.conf import settings
from django.core.management import call_command

from comptoir.core.clock import utc_now
from comptoir.demo import opening
from comptoir.demo.post_office import free_port, open_post_office
from comptoir.demo.seed.make import make_once

SETTINGS = "comptoir.config.demo"


@click.command("demo")
@click.option("--port", type=int, help="Port to listen on; default: the setting PORT.")
@click.pass_context
def command(context: click.Context, port: int | None) -> None:
    """Serve a shop with products and orders to try things out, and a mailbox for its mails.

    The shop is made at the first start and kept in COMPTOIR_HOME. Needs no network.
    """
    server = settings.COMPTOIR_MAIL_SERVER
    if os.environ.get("DJANGO_SETTINGS_MODULE") != SETTINGS or server is None:
        _start_over(port)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    open_post_office(server["port"])
    if make_once(utc_now()):
        click.echo("The demo shop was made.")
    Thread(target=opening.announce, args=[click.echo], daemon=True).start()
    whole = context.find_root().command
    if isinstance(whole, click.Group):
        context.invoke(whole.commands["serve"], host="127.0.0.1", workers=1)


def _start_over(port: int | None) -> NoReturn:
    """The same command with the demo's settings, which must stand before Django is set up."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "EMAIL_URL": f"smtp://127.0.0.1:{free_port()}",
    }
    if port:
        environment["PORT"] = str(port)
    sys.stdout.flush()
    os.execve(  # noqa: S606 # our own command, with arguments of our own
        sys.executable, [sys.executable, "-m", "comptoir", "demo"], environment
    )
