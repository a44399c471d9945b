import sys
from pathlib import Path
from typing import BinaryIO

import click

from comptoir.core.actor import importer
from comptoir.core.clock import utc_now
from comptoir.exchange import orders_csv
from comptoir.exchange.importing import (
    UNREADABLE,
    Report,
    csv_items,
    opened,
    take_orders,
    write_refusals,
    xml_items,
)
from comptoir.operations.commands.export import shop_of

SHOWN = 20


@click.command("import")
@click.option("--shop", "slug", required=True, help="The shop's part of its address.")
@click.option(
    "--mapping",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="What the columns of a CSV mean (TOML); without it the file is Comptoir's XML.",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="CSV to write: line, number and reason of what wasn't taken.",
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def command(slug: str, mapping: Path | None, report: Path | None, file: Path) -> None:
    """Take the orders of a file into a shop: Comptoir's XML, or CSV with a mapping; also gzipped.

    What is taken sends no mail and holds no stock. The same file twice changes nothing.
    Exit code 1 if the file could not be read; 0 otherwise, even if orders were refused.
    """
    shop = shop_of(slug)
    follow = _Follow(file.stat().st_size)
    try:
        with opened(file) as stream, follow.bar:
            if mapping is None:
                items = xml_items(stream)
            else:
                known = orders_csv.load_mapping(mapping)
                items = csv_items(stream, known, seen=follow.rows, counted=follow.begin_orders)
            follow.stream = stream
            done = take_orders(
                shop_id=shop.id,
                items=items,
                actor=importer(shop.id, file.name),
                now=utc_now(),
                progress=follow.orders,
            )
            follow.to(follow.bar.length or 0)
    except UNREADABLE as error:
        raise click.ClickException(f"{file.name}: {error}") from error
    _tell(done, report)


class _Follow:
    """The progress bar: by bytes while the file is read, by orders once their number is known."""

    def __init__(self, size: int) -> None:
        self.bar = click.progressbar(length=size, label="Reading", file=sys.stderr)
        self.stream: BinaryIO | None = None
        self.counted = False

    def rows(self, count: int) -> None:
        self.bar.label = f"Reading, {count} rows"
        self.to(self._position())

    def begin_orders(self, invoices: int) -> None:
        self.counted = True
        self.bar.length, self.bar.pos = invoices, 0

    def orders(self, report: Report) -> None:
        taken, refused = report.taken + report.same, len(report.refused)
        self.bar.label = f"Taken {taken}, refused {refused}"
        self.to(taken + refused if self.counted else self._position())

    def to(self, position: int) -> None:
        self.bar.update(max(0, position - self.bar.pos))

    def _position(self) -> int:
        raw = getattr(self.stream, "fileobj", None) or self.stream
        return 0 if raw is None or raw.closed else int(raw.tell())


def _tell(done: Report, report: Path | None) -> None:
    click.echo(f"{done.taken} taken, {done.same} already there, {len(done.refused)} refused.")
    for refusal in done.refused[:SHOWN]:
        click.echo(f"  line {refusal.line}, {refusal.number or '–'}: {refusal.reason}", err=True)
    if len(done.refused) > SHOWN:
        click.echo(f"  … and {len(done.refused) - SHOWN} more; --report writes them all.", err=True)
    if report is not None:
        with report.open("w", newline="", encoding="utf-8") as stream:
            write_refusals(stream, done.refused)
