"""What every bank file becomes: statements with lines, in plain values."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from comptoir.core.errors import Refused
from comptoir.payments.statements.reasons import Fault, Reason, fault

# A year of days for a dozen accounts; each statement is looked at and told of by itself.
MOST_STATEMENTS = 5_000
# What one text of a booking may hold; the longest that banks write is a third of it.
LONGEST, LONGEST_TEXT = 500, 4_000


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

    def __post_init__(self) -> None:
        """Texts are such as every database keeps: no zero bytes, and no longer than sense."""
        for name in ("name", "iban", "text", "bank_reference", "end_to_end"):
            value = getattr(self, name)
            most = LONGEST_TEXT if name == "text" else LONGEST
            if len(value) > most or "\0" in value:
                object.__setattr__(self, name, value.replace("\0", "")[:most])


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


@dataclass(slots=True)
class Found:
    """What one file holds: whole statements, and the reasons for those that can't be taken."""

    statements: list[Statement] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def lines(self) -> int:
        return sum(len(one.lines) for one in self.statements)

    def bounded(self) -> None:
        """Returns while a file holds no more statements, good and bad, than one can be told of."""
        if len(self.statements) + len(self.faults) > MOST_STATEMENTS:
            raise Unreadable(Reason.TOO_MANY_STATEMENTS, most=MOST_STATEMENTS)


class Unreadable(Refused):
    """Nothing of the file is taken; `fault` says why, in a merchant's words of any language."""

    code = "statement_unreadable"
    field = "file"

    def __init__(self, code: Reason = Reason.UNREADABLE, /, **values: object) -> None:
        super().__init__()
        self.fault = fault(code, **values)

    @property
    def message(self) -> str:
        return self.fault.message


def fault_of(refusal: Refused) -> Fault:
    """Why the refusal was made; one from elsewhere keeps its words as they are."""
    if isinstance(refusal, Unreadable):
        return refusal.fault
    return fault(Reason.TEXT, text=refusal.message)


def by_currency(statement: Statement, lines: Sequence[tuple[str, Line]]) -> list[Statement]:
    """The statement, once for every currency in which its account has lines."""
    currencies = list(dict.fromkeys([statement.currency, *(currency for currency, _ in lines)]))
    found = []
    for currency in currencies:
        own = [line for code, line in lines if code == currency]
        if own or currency == statement.currency:
            found.append(replace(statement, currency=currency, lines=own))
    return found
