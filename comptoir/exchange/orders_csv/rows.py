"""Rows and invoices of somebody's file, as they stand there."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

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


class Row(NamedTuple):
    """One line of the file; a tuple, because a year has half a million of them."""

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

    def add(self, row: Row, person: dict[str, str]) -> None:
        """The row is part of it; of what is said about the customer, the first word counts."""
        self.rows.append(row)
        for name, value in person.items():
            if value and name not in self.person:
                self.person[name] = value

    @property
    def placed_at(self) -> datetime:
        return min(row.placed_at for row in self.rows)
