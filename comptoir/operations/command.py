"""The command `comptoir`: collects what the rooms offer."""

import importlib
import os
import pkgutil
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import click
import django
from django.core.exceptions import ImproperlyConfigured

from comptoir import __version__
from comptoir.core.errors import Refused

# Looked up by name, because rooms on one line don't import each other.
OFFERED_BY = ("comptoir.operations.commands", "comptoir.demo.commands")


class RefusingGroup(click.Group):
    """A group that tells what an action refused, and leaves with 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Refused as refused:
            raise click.ClickException(refused.message) from refused


@click.group(
    cls=RefusingGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
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


def offered() -> Iterator[click.Command]:
    """Every command: each module of those packages has one, under the name `command`."""
    for package in OFFERED_BY:
        if find_spec(package) is None:
            continue
        for module in pkgutil.iter_modules(importlib.import_module(package).__path__):
            yield importlib.import_module(f"{package}.{module.name}").command


def whole() -> click.Group:
    """The command with all its parts."""
    for command in offered():
        comptoir.add_command(command)
    return comptoir


def main() -> None:
    _prepare()
    whole()(prog_name="comptoir")
