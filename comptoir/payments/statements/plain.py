"""What every bank file becomes: statements with lines, in plain values."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comptoir.core.errors import Refused


@dataclass(frozen=True, slots=True)
class Line:
    """One booking. `amount` is signed minor units of the statement's currency: money in is positive.

    `text` is all that the payer and the bank wrote, structured references included; `reversal`
    says that the bank took an earlier booking back.
    """

    booked_on: date
    value_on: date
    amount: int
    name: str = ""
    iban: str = ""
    text: str = ""
    bank_reference: str = ""
    end_to_end: str = ""
    reversal: bool = False


@dataclass(frozen=True, slots=True)
class Balance:
    amount: int
    currency: str
    on: date | None = None


@dataclass(slots=True)
class Statement:
    """One account in one currency over some days. `account` is an IBAN where the file gives one.

    `pending` counts entries that are not booked yet and were left out.
    """

    account: str
    currency: str
    kind: str
    number: str = ""
    opening: Balance | None = None
    closing: Balance | None = None
    lines: list[Line] = field(default_factory=list)
    pending: int = 0

    @property
    def stated(self) -> bool:
        """Both balances are given in the statement's currency, so that its sum can be checked."""
        return all(
            b is not None and b.currency == self.currency for b in (self.opening, self.closing)
        )

    @property
    def difference(self) -> int:
        """What is missing between the opening balance with all lines, and the closing balance."""
        if not self.stated or self.opening is None or self.closing is None:
            return 0
        return self.closing.amount - self.opening.amount - sum(line.amount for line in self.lines)


@dataclass(frozen=True, slots=True)
class Fault:
    """What could not be taken and why, in a merchant's words; `place` is a line or part of the file."""

    text: str | Promise
    values: tuple[tuple[str, str], ...] = ()

    @property
    def message(self) -> str:
        return str(self.text) % dict(self.values)


@dataclass(slots=True)
class Found:
    """What one file holds: whole statements, and the reasons for those that can't be taken."""

    statements: list[Statement] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def lines(self) -> int:
        return sum(len(one.lines) for one in self.statements)


class Unreadable(Refused):
    """Nothing of the file is taken; the text says why as a merchant understands it."""

    code = "statement_unreadable"
    field = "file"
    text: str | Promise = _("This file could not be read as a bank statement.")

    def __init__(self, text: str | Promise | None = None, **values: Any) -> None:
        if text is not None:
            self.text = text
        super().__init__(**values)


def fault(text: str | Promise, **values: object) -> Fault:
    return Fault(text, tuple((name, str(value)) for name, value in values.items()))


def fault_of(refusal: Refused) -> Fault:
    return fault(refusal.text, **refusal.values)


def by_currency(statement: Statement, lines: Sequence[tuple[str, Line]]) -> list[Statement]:
    """The statement, once for every currency in which its account has lines."""
    currencies = list(dict.fromkeys([statement.currency, *(currency for currency, _ in lines)]))
    found = []
    for currency in currencies:
        own = [line for code, line in lines if code == currency]
        if own or currency == statement.currency:
            found.append(replace(statement, currency=currency, lines=own))
    return found
