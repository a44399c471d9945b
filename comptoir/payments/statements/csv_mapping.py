"""What the columns of a bank's CSV mean. Found once with the merchant, then remembered by its headings."""

import csv
import hashlib
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from comptoir.core.errors import Refused
from comptoir.payments.statements.amounts import typed_day
from comptoir.payments.statements.csv_headings import HEADINGS, plain_heading, suggested
from comptoir.payments.statements.plain import Unreadable
from comptoir.payments.statements.reasons import Reason

DAY_PATTERNS = (
    "%Y-%m-%d",
    "%d.%m.%Y",
    "%d.%m.%y",
    "%d/%m/%Y",
    "%d/%m/%y",
    "%d-%m-%Y",
    "%d-%m-%y",
    "%Y%m%d",
    "%Y/%m/%d",
    "%m/%d/%Y",
    "%d %b %Y",
    "%d. %m. %Y",
)
DELIMITERS = (";", "\t", ",", "|")
# Banks write a few lines about the account before the headings.
HEAD_LINES = 40
SAMPLES = 50


@dataclass(frozen=True, slots=True)
class Mapping:
    """Columns by field (`booked_on`, `amount`, …), and how days and amounts are written.

    `account` and `currency` stand for columns that are not there. `decimal` is "," or ".".
    """

    columns: dict[str, list[int]] = field(default_factory=dict)
    day_pattern: str = "%Y-%m-%d"
    decimal: str = ","
    delimiter: str = ";"
    encoding: str = "utf-8"
    account: str = ""
    currency: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "Mapping":
        return cls(**values)

    def problem(self) -> str:
        """What is still missing before the file can be read; "" for nothing."""
        if not self.columns.get("booked_on") and not self.columns.get("value_on"):
            return "booked_on"
        if not any(self.columns.get(one) for one in ("amount", "credit", "debit")):
            return "amount"
        if not self.account and not self.columns.get("account"):
            return "account"
        if not self.currency and not self.columns.get("currency"):
            return "currency"
        return ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A CSV as it lies there: its headings, in which line they stand, and some rows after them."""

    headings: list[str]
    at: int
    delimiter: str
    rows: list[list[str]]

    @property
    def signature(self) -> str:
        """The same for every file with these headings."""
        names = "\x1f".join(plain_heading(one) for one in self.headings)
        return hashlib.sha256(names.encode()).hexdigest()


def sheet_of(text: str) -> Sheet:
    """The headings and first rows; Unreadable for a text that is no table."""
    lines = text.splitlines()
    best: tuple[int, int, str, list[str]] | None = None
    for delimiter in DELIMITERS:
        for at, cells in enumerate(_rows(lines[:HEAD_LINES], delimiter)):
            known = (
                len([one for one in suggested(cells) if one != "state"]) if len(cells) > 2 else 0
            )
            if known >= 2 and (best is None or known > best[0]):
                best = (known, at, delimiter, cells)
    if best is None:
        raise Unreadable(Reason.FORMAT)
    _known, at, delimiter, cells = best
    rows = [row for row in _rows(lines[at + 1 : at + 1 + SAMPLES], delimiter) if any(row)]
    return Sheet(cells, at, delimiter, rows)


def _rows(lines: Iterable[str], delimiter: str) -> list[list[str]]:
    try:
        return [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=delimiter)]
    except csv.Error:
        return []


def suggested_mapping(
    sheet: Sheet, encoding: str, *, account: str = "", currency: str = ""
) -> Mapping:
    """What headings and rows tell; the merchant looks at it before it is used."""
    columns = suggested(sheet.headings)
    if "amount" in columns and ("credit" in columns) != ("debit" in columns):
        columns.pop("credit", None)
        columns.pop("debit", None)
    days = _cells(sheet, columns.get("booked_on") or columns.get("value_on"))
    amounts = _cells(
        sheet, columns.get("amount") or columns.get("credit", []) + columns.get("debit", [])
    )
    return Mapping(
        columns={name: columns[name] for name in HEADINGS if name in columns},
        day_pattern=next(
            (one for one in DAY_PATTERNS if all(_is_day(day, one) for day in days)), DAY_PATTERNS[0]
        ),
        decimal=decimal_mark(amounts),
        delimiter=sheet.delimiter,
        encoding=encoding,
        account="" if "account" in columns else account,
        currency="" if "currency" in columns else currency,
    )


def _cells(sheet: Sheet, columns: list[int] | None) -> list[str]:
    return [row[at] for row in sheet.rows for at in columns or [] if at < len(row) and row[at]]


def _is_day(text: str, pattern: str) -> bool:
    try:
        return bool(typed_day(text, pattern))
    except Refused:
        return False


def decimal_mark(amounts: Iterable[str]) -> str:
    """The mark before the last one or two digits, as most amounts have it."""
    marks = [found[1] for text in amounts if (found := re.search(r"([.,])\d{1,2}\D*$", text))]
    return max(",.", key=marks.count) if marks else ","
