import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click

from comptoir.core.errors import NotFound
from comptoir.exchange.orders_xml import write_orders
from comptoir.orders.queries.export import count_of_shop, ids_by_number
from comptoir.orders.queries.snapshots import snapshots
from comptoir.shops.models import Shop
from comptoir.shops.queries import shop_by_slug


@click.command("export")
@click.option("--shop", "slug", required=True, help="The shop's part of its address.")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; default: standard output.",
)
def command(slug: str, output: Path | None) -> None:
    """Write all orders of a shop as XML, in order of number."""
    shop = shop_of(slug)
    ids = ids_by_number(shop.id)
    with (
        _target(output) as stream,
        click.progressbar(
            ids, length=count_of_shop(shop.id), label="Orders", file=sys.stderr
        ) as bar,
    ):
        count = write_orders(stream, snapshots(shop.id, bar))
    click.echo(f"{count} orders written.", err=True)


def shop_of(slug: str) -> Shop:
    try:
        return shop_by_slug(slug)
    except NotFound as missing:
        raise click.ClickException(f"there is no shop {slug}") from missing


@contextmanager
def _target(output: Path | None) -> Iterator[BinaryIO]:
    """The stream; a file appears under its name only when it is whole."""
    if output is None:
        yield sys.stdout.buffer
        return
    partial = output.with_name(output.name + ".part")
    with partial.open("wb") as stream:
        yield stream
    partial.replace(output)
