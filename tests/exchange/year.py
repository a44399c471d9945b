"""A real shop's year (Online Retail, UCI, CC BY 4.0), read here without any code of ours."""

import csv
import gzip
import os
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import pytest

from comptoir.exchange.importing import Report
from comptoir.shops.models import Shop
from tests import databases

DATA = Path(os.environ.get("COMPTOIR_TEST_DATA", "../shared/data")) / "orders"
FILE = DATA / "online-retail.csv.gz"
MAPPING = Path(__file__).parents[2] / "docs" / "mappings" / "online-retail.toml"
# The whole file once, on SQLite; PostgreSQL proves the same on every tenth invoice.
PART = 1 if databases.KIND == "sqlite" else 10
needs_file = pytest.mark.skipif(
    not FILE.is_file(), reason=f"LEFT OUT: no real orders at {FILE} (COMPTOIR_TEST_DATA)"
)
PENNY = Decimal("0.01")


class Row(NamedTuple):
    line: int
    sku: str
    quantity: int
    price: Decimal
    month: str

    @property
    def pence(self) -> int:
        """What the row comes to; the sign is that of the quantity."""
        amount = (abs(self.quantity) * self.price).quantize(PENNY, ROUND_HALF_UP)
        return int(amount * 100) * (-1 if self.quantity < 0 else 1)


@dataclass
class Year:
    """The file as read here, invoice by invoice, and what became of it in the shop.

    `small` is a shop with the file's first orders only.
    """

    shop: Shop
    small: Shop
    file: Path
    invoices: dict[str, list[Row]]
    report: Report = field(default_factory=Report)

    @property
    def refused(self) -> set[str]:
        return {refusal.number for refusal in self.report.refused}

    @property
    def taken(self) -> set[str]:
        return set(self.invoices) - self.refused


def part_of_file(folder: Path, part: int) -> Path:
    """The file, or one with every so-manieth invoice of it."""
    if part == 1:
        return FILE
    path = folder / "part.csv.gz"
    with (
        gzip.open(FILE, "rt", encoding="utf-8-sig", newline="") as whole,
        gzip.open(path, "wt", encoding="utf-8", newline="") as some,
    ):
        reader, writer = csv.reader(whole), csv.writer(some)
        writer.writerow(next(reader))
        writer.writerows(row for row in reader if crc32(row[0].encode()) % part == 0)
    return path


def own_reading(path: Path) -> dict[str, list[Row]]:
    """Every row of the file by its invoice."""
    found: dict[str, list[Row]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        for row in reader:
            found[row["InvoiceNo"].strip()].append(
                Row(
                    line=reader.line_num,
                    sku=row["StockCode"].strip(),
                    quantity=int(row["Quantity"]),
                    price=Decimal(row["UnitPrice"]),
                    month=row["InvoiceDate"][:7],
                )
            )
    return found
