"""A bank's CSV, read by its mapping."""

import csv
import re
from collections.abc import Callable, Iterator

from comptoir.core.errors import Refused
from comptoir.payments.statements.amounts import (
    account_number,
    currency_of,
    given,
    minor_units,
    typed_day,
)
from comptoir.payments.statements.csv_mapping import Mapping, sheet_of
from comptoir.payments.statements.plain import (
    MOST_STATEMENTS,
    Found,
    Line,
    Statement,
    Unreadable,
    fault_of,
)
from comptoir.payments.statements.reasons import Reason

MOST_LINES = 200_000
_OUT = ("d", "s", "soll", "debit", "dbit", "af", "dr", "-", "c af", "lastschrift")
_WAITS = (
    "pending",
    "vorgemerkt",
    "umsatz vorgemerkt",
    "en attente",
    "reverted",
    "declined",
    "failed",
    "gereserveerd",
)


def read(text: str, mapping: Mapping) -> Found:
    """A statement per account and currency of the file. One row that can't be read refuses it whole:
    a table in which a column has another meaning would be wrong in every row."""
    statements: dict[tuple[str, str], Statement] = {}
    sheet = sheet_of(text)
    rows = _rows(text, sheet.at, mapping.delimiter)
    for count, (number, row) in enumerate(rows, start=1):
        if count > MOST_LINES:
            raise Unreadable(Reason.TOO_MANY_BOOKINGS, most=MOST_LINES)
        try:
            _take(row, mapping, statements)
            if len(statements) > MOST_STATEMENTS:
                raise Unreadable(Reason.TOO_MANY_STATEMENTS, most=MOST_STATEMENTS)
        except Refused as reason:
            raise Unreadable(Reason.ROW, row=number, reason=fault_of(reason)) from reason
    if not any(one.lines for one in statements.values()):
        raise Unreadable(Reason.CSV_EMPTY)
    return Found(list(statements.values()))


def _rows(text: str, at: int, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    try:
        for number, row in enumerate(reader):
            if number > at and any(cell.strip() for cell in row):
                yield reader.line_num, [cell.strip() for cell in row]
    except csv.Error as error:
        raise Unreadable(Reason.CSV_DAMAGED, line=reader.line_num) from error


def _take(row: list[str], mapping: Mapping, statements: dict[tuple[str, str], Statement]) -> None:
    def cell(name: str) -> str:
        return " ".join(row[at] for at in mapping.columns.get(name, []) if at < len(row)).strip()

    if not cell("booked_on") and not cell("value_on"):
        # Sums and remarks at the foot have no date.
        return
    account = account_number(cell("account") or mapping.account)
    if not account:
        raise Unreadable(Reason.NO_ACCOUNT)
    currency = currency_of(cell("currency") or mapping.currency)
    statement = statements.setdefault(
        (account, currency), Statement(account=account, currency=currency, kind="csv")
    )
    if cell("state").lower() in _WAITS:
        statement.pending += 1
        return
    booked = typed_day(cell("booked_on") or cell("value_on"), mapping.day_pattern)
    value = cell("value_on")
    statement.lines.append(
        Line(
            booked_on=booked,
            value_on=typed_day(value, mapping.day_pattern) if value else booked,
            amount=_amount(cell, mapping, currency),
            name=" ".join(cell("name").split()),
            iban=account_number(cell("iban")),
            text=" ".join(f"{cell('text')} {cell('end_to_end')}".split())[:4000],
            bank_reference=given(cell("bank_reference")),
            end_to_end=given(cell("end_to_end")),
        )
    )


def _amount(cell: Callable[[str], str], mapping: Mapping, currency: str) -> int:
    if text := cell("amount"):
        amount = minor_units(plain_number(text, mapping.decimal), currency)
        direction = cell("direction").lower()
        return -abs(amount) if direction in _OUT else amount
    credit, debit = cell("credit"), cell("debit")
    if not credit and not debit:
        raise Unreadable(Reason.NO_AMOUNT)
    came = abs(minor_units(plain_number(credit, mapping.decimal), currency)) if credit else 0
    went = abs(minor_units(plain_number(debit, mapping.decimal), currency)) if debit else 0
    return came - went


def plain_number(text: str, decimal: str) -> str:
    """The amount with a full stop and without what separates thousands, signs in front."""
    negative = (
        "-" in text
        or "−" in text
        or text.strip().startswith("(")
        or text.rstrip().endswith(("S", "D", "DR"))
    )
    digits = re.sub(r"[^\d.,]", "", text)
    whole, mark, rest = digits.rpartition(decimal)
    if not mark:
        whole, rest = digits, ""
    whole = re.sub(r"[.,]", "", whole)
    if mark and len(rest) > 2 and not re.fullmatch(r"\d{3,5}", rest):
        raise Unreadable(Reason.AMOUNT, amount=text[:40])
    if not mark and re.search(r"[.,]\d{1,2}$", digits):
        # The other mark stands where decimals stand: read as thousands it would be a hundredfold.
        raise Unreadable(
            Reason.DECIMAL_MARK,
            amount=text[:40],
            mark=decimal,
        )
    return (
        f"{'-' if negative else ''}{whole or '0'}{'.' + rest if rest else ''}" if digits else text
    )
