import json
from pathlib import Path
from typing import Any, BinaryIO

import click
from django.utils import translation

from comptoir.core.actor import importer
from comptoir.core.clock import utc_now
from comptoir.core.errors import Refused
from comptoir.core.money import format_money
from comptoir.operations.commands.export import shop_of
from comptoir.payments.actions.finish_bank_file import finish_bank_file
from comptoir.payments.actions.upload_bank_file import upload_bank_file
from comptoir.payments.bank.taking import Report, look, take, told_lines
from comptoir.payments.models import BankFile
from comptoir.payments.queries.accounts_of_shop import accounts_of, mapping_for
from comptoir.payments.statements import formats
from comptoir.payments.statements.csv_mapping import Mapping, Sheet, suggested_mapping
from comptoir.payments.statements.reasons import kept, several
from comptoir.shops.models import Shop


@click.command("statement")
@click.option("--shop", "slug", required=True, help="The shop's part of its address.")
@click.option("--dry-run", is_flag=True, help="Only say what would be booked and suggested.")
@click.option("--json", "as_json", is_flag=True, help="The report as JSON, every line in it.")
@click.option("--account", default="", help="The IBAN that a CSV belongs to, if it does not say.")
@click.option(
    "--guess",
    is_flag=True,
    help="Take a CSV's columns as its headings suggest, if nobody has explained them yet.",
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def command(slug: str, dry_run: bool, as_json: bool, account: str, guess: bool, file: Path) -> None:
    """Take a bank's statement file into a shop: CAMT.052/.053/.054, MT940, MT942, CSV; packed too.

    What fits exactly is booked, what nearly fits is suggested on the page Bank. The same file twice
    changes nothing. Exit code 1 if the file could not be read.
    """
    shop = shop_of(slug)
    with translation.override(shop.language if not as_json else "en"):
        try:
            report = _report(shop, file, dry_run, account, guess)
        except Refused as refusal:
            raise click.ClickException(f"{file.name}: {refusal.message}") from refusal
    if as_json:
        click.echo(
            json.dumps(_as_json(report) | {"dry_run": dry_run}, ensure_ascii=False, indent=1)
        )
    else:
        _tell(report, shop.language)


def _report(shop: Shop, file: Path, dry_run: bool, account: str, guess: bool) -> Report:
    def known(sheet: Sheet) -> Mapping | None:
        found = mapping_for(shop, sheet, account)
        if found is not None or not guess:
            return found
        own = account or next(iter(accounts_of(shop.id)), "")
        return suggested_mapping(sheet, "", account=own, currency=shop.currency)

    with file.open("rb") as stream:
        found = formats.read(_binary(stream), known)
    if not found.statements:
        raise click.ClickException(several(found.faults).message)
    if dry_run:
        return look(shop=shop, found=found)
    now, actor = utc_now(), importer(shop.id, file.name)
    row = upload_bank_file(
        shop_id=shop.id,
        file="",
        file_name=file.name,
        account=account,
        dry_run=False,
        language=shop.language,
        queued=False,
        actor=actor,
        now=now,
    )
    report = take(shop=shop, file=row, found=found, actor=actor, now=now)
    finish_bank_file(
        shop_id=shop.id,
        file_id=row.id,
        job=None,
        state=BankFile.State.DONE,
        summary=report.as_json(),
        now=utc_now(),
    )
    report.lines = told_lines(row)
    return report


def _as_json(report: Report) -> dict[str, Any]:
    """With the faults' words beside their codes."""
    faults = [one | {"text": kept(one).message} for one in report.faults]
    return report.as_json() | {"faults": faults}


def _binary(stream: Any) -> BinaryIO:
    found: BinaryIO = stream
    return found


def _tell(report: Report, language: str) -> None:
    for one in report.statements:
        total = format_money(one["sum"], one["currency"], language)
        click.echo(f"{one['account']}: {one['lines']} lines, {total}")
        if one["difference"]:
            off = format_money(one["difference"], one["currency"], language)
            click.echo(f"  does not add up to its own balances, {off} missing", err=True)
    for fault in report.faults:
        click.echo(f"  not taken: {kept(fault).message}", err=True)
    counted = ", ".join(f"{count} {name}" for name, count in sorted(report.outcomes.items()))
    click.echo(f"{report.new} new, {report.same} already there. {counted}")
