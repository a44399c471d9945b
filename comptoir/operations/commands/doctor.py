import json
import sys
from contextlib import suppress
from typing import Any

import click
from django.conf import settings
from django.db import Error
from django.utils import translation
from django.utils.translation import gettext as _

from comptoir.core.clock import utc_now
from comptoir.core.schema import pending_migrations
from comptoir.operations.commands.export import shop_of
from comptoir.operations.doctor.checks import INSTALLATION, ROWS
from comptoir.operations.doctor.examine import examine
from comptoir.operations.doctor.finding import Result

FOUND, NOT_LOOKED = 1, 2


def language_of(_context: object, _option: object, value: str | None) -> str:
    """The language of "fr_FR.UTF-8" if Comptoir speaks it, else its first one."""
    code = (value or "").partition("_")[0].partition(".")[0].lower()
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


@click.command("doctor")
@click.option("--shop", "slug", help="This shop only, by its part of the address.")
@click.option("--json", "as_json", is_flag=True, help="For programs: one JSON document.")
@click.option(
    "--language",
    envvar=["LC_ALL", "LC_MESSAGES", "LANG"],
    callback=language_of,
    help="en or fr; default: that of the terminal.",
)
def command(slug: str | None, as_json: bool, language: str) -> None:
    """Look whether sums, stock, numbers, history, mails, queue, files and settings are right.

    Reads only, of one moment, while the shop goes on. Exit code 0: all is well; 1: something
    was found, with what to do about it; 2: could not look.
    """
    with translation.override(language):
        try:
            if missing := pending_migrations():
                _give_up(_("The database is not up to date: run `comptoir migrate`."), missing)
            shop_id = None if slug is None else shop_of(slug).id
            checks = ROWS if slug else (*ROWS, *INSTALLATION)
            results = []
            for result in examine(checks, now=utc_now(), shop_id=shop_id):
                results.append(result)
                if not as_json:
                    _tell(result)
        except (Error, OSError, click.ClickException) as error:
            _give_up(_("Could not look: %(error)s") % {"error": error}, [])
        found = sum(result.count for result in results)
        if as_json:
            click.echo(json.dumps(_document(results), ensure_ascii=False, indent=1))
        else:
            click.echo(_("%(found)s findings.") % {"found": found} if found else _("All is well."))
    sys.exit(FOUND if found else 0)


def _give_up(reason: str, names: list[str]) -> None:
    click.echo(f"comptoir doctor: {reason}", err=True)
    for name in names:
        click.echo(f"  {name}", err=True)
    sys.exit(NOT_LOOKED)


def _tell(result: Result) -> None:
    mark = "✗" if result.count else "✓"
    click.echo(f"{mark} {result.check.asks}")
    for finding in result.first:
        where = f"{finding.shop} {finding.where}".strip()
        click.echo(f"    {where}: {finding.what}")
    if result.count > len(result.first):
        more = result.count - len(result.first)
        click.echo("    " + _("… and %(more)s more.") % {"more": more})
    if result.count:
        click.echo(f"    → {result.check.todo}")
    with suppress(OSError):
        sys.stdout.flush()


def _document(results: list[Result]) -> dict[str, Any]:
    return {
        "clean": not any(result.count for result in results),
        "checks": [
            {
                "name": result.check.name,
                "asks": str(result.check.asks),
                "count": result.count,
                "todo": str(result.check.todo) if result.count else "",
                "findings": [
                    {"shop": one.shop, "where": one.where, "what": one.what} for one in result.first
                ],
            }
            for result in results
        ],
    }
