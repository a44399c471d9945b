"""The command `comptoir`: collects what the modules in `commands/` offer."""

import importlib
import os
import pkgutil
import sys

import click
import django
from django.core.exceptions import ImproperlyConfigured

from comptoir import __version__
from comptoir.operations import commands


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="comptoir")
def comptoir() -> None:
    """The order counter of small online shops.

    Settings come from the environment; docs/settings.md lists them all.
    Exit codes: 0 done, 1 could not be done, 2 wrong use of the command.
    """


def _prepare() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comptoir.config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        click.echo(f"comptoir: {error}", err=True)
        sys.exit(1)


def _collect() -> None:
    """Every module in `commands/` has its click command or group under the name `command`."""
    for module in pkgutil.iter_modules(commands.__path__):
        found = importlib.import_module(f"{commands.__name__}.{module.name}")
        comptoir.add_command(found.command)


def main() -> None:
    _prepare()
    _collect()
    comptoir(prog_name="comptoir")
