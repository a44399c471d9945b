"""Rows and invoices of somebody's file, as they stand there."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

PERSONAL = (
    "customer",
    "email",
    "name",
    "company",
    "phone",
    "street",
    "postal_code",
    "city",
    "country",
    "note",
)


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    sku: str
    description: str
    quantity: int
    price: Decimal
    placed_at: datetime


@dataclass(slots=True)
class Invoice:
    """All rows of one number; the first that goes wrong is its fault."""

    number: str
    line: int
    rows: list[Row] = field(default_factory=list)
    person: dict[str, str] = field(default_factory=dict)
    fault: tuple[int, str] | None = None

    def add(self, row: Row, values: dict[str, str]) -> None:
        self.rows.append(row)
        for name in PERSONAL:
            if values.get(name):
                self.person.setdefault(name, values[name])

    @property
    def placed_at(self) -> datetime:
        return min(row.placed_at for row in self.rows)
