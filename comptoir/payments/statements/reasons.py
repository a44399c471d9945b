"""Why something of a bank file can't be taken: a code that is kept, and its words in any language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Reason(StrEnum):
    """Codes are kept in the database: they may be added to, and stay what they are."""

    AMOUNT = "amount"
    AMOUNT_TOO_FINE = "amount_too_fine"
    AMOUNT_TOO_LARGE = "amount_too_large"
    BALANCE = "balance"
    BOOKING = "booking"
    BOOKING_WITHOUT_DATE = "booking_without_date"
    BOOKING_WITHOUT_DIRECTION = "booking_without_direction"
    CSV_DAMAGED = "csv_damaged"
    CSV_EMPTY = "csv_empty"
    CSV_UNEXPLAINED = "csv_unexplained"
    CURRENCY = "currency"
    CUT_SHORT = "cut_short"
    DATE = "date"
    DECIMAL_MARK = "decimal_mark"
    EMPTY = "empty"
    FORMAT = "format"
    GONE = "gone"
    IN_FILE = "in_file"
    MAPPING = "mapping"
    NO_ACCOUNT = "no_account"
    NO_AMOUNT = "no_amount"
    NO_CURRENCY = "no_currency"
    NO_STATEMENT = "no_statement"
    NOTHING_IN_IT = "nothing_in_it"
    PACKED_DAMAGED = "packed_damaged"
    PDF = "pdf"
    PIECE = "piece"
    ROW = "row"
    SEVERAL = "several"
    SPREADSHEET = "spreadsheet"
    STATEMENT = "statement"
    STATEMENT_AT_LINE = "statement_at_line"
    TEXT = "text"
    TOO_LARGE = "too_large"
    TOO_MANY_BOOKINGS = "too_many_bookings"
    TOO_MANY_FILES = "too_many_files"
    TOO_MANY_STATEMENTS = "too_many_statements"
    UNREADABLE = "unreadable"
    XML_CUT = "xml_cut"


WORDS: Mapping[str, str | Promise] = {
    Reason.AMOUNT: _("“%(amount)s” is no amount."),
    Reason.AMOUNT_TOO_FINE: _("%(amount)s is finer than the smallest coin of %(currency)s."),
    Reason.AMOUNT_TOO_LARGE: _("The amount %(amount)s is too large."),
    Reason.BALANCE: _("its balance “%(balance)s” can't be read."),
    Reason.BOOKING: _("the booking “%(booking)s” can't be read."),
    Reason.BOOKING_WITHOUT_DATE: _("a booking of %(amount)s has no date."),
    Reason.BOOKING_WITHOUT_DIRECTION: _(
        "a booking of %(amount)s does not say whether it came in or went out."
    ),
    Reason.CSV_DAMAGED: _("The CSV is damaged at line %(line)s."),
    Reason.CSV_EMPTY: _("This CSV holds no booking."),
    Reason.CSV_UNEXPLAINED: _(
        "Its columns were not explained within 30 days. Please upload it again."
    ),
    Reason.CURRENCY: _("“%(currency)s” is no currency."),
    Reason.CUT_SHORT: _("it is cut short: the closing balance is missing."),
    Reason.DATE: _("“%(day)s” is no date."),
    Reason.DECIMAL_MARK: _("“%(amount)s” does not have “%(mark)s” before its decimals."),
    Reason.EMPTY: _("This file is empty."),
    Reason.FORMAT: _(
        "This file is neither CAMT nor MT940, and no CSV with headings such as Date and Amount."
    ),
    Reason.GONE: _("The uploaded file is gone. Please upload it again."),
    Reason.IN_FILE: _("%(file)s: %(reason)s"),
    Reason.MAPPING: _("Say first what the columns of this CSV mean."),
    Reason.NO_ACCOUNT: _("it does not say which account it belongs to."),
    Reason.NO_AMOUNT: _("it has no amount."),
    Reason.NO_CURRENCY: _("it does not say its currency."),
    Reason.NO_STATEMENT: _("This XML file holds no bank statement."),
    Reason.NOTHING_IN_IT: _("it holds no bookings and no balance."),
    Reason.PACKED_DAMAGED: _("The packed file is damaged."),
    Reason.PDF: _("This is a PDF. Ask the bank for CAMT.053, MT940 or CSV instead."),
    Reason.PIECE: _("This file holds only a piece of a statement: no bookings, no balance."),
    Reason.ROW: _("Row %(row)s: %(reason)s"),
    Reason.SEVERAL: "%(first)s %(rest)s",
    Reason.SPREADSHEET: _(
        "This is a spreadsheet. Save it as CSV first, or ask the bank for CAMT.053."
    ),
    Reason.STATEMENT: _("Statement %(title)s: %(reason)s"),
    Reason.STATEMENT_AT_LINE: _("Statement at line %(line)s: %(reason)s"),
    Reason.TEXT: "%(text)s",
    Reason.TOO_LARGE: _("The file is larger than %(size)s MB."),
    Reason.TOO_MANY_BOOKINGS: _("The file holds more than %(most)s bookings."),
    Reason.TOO_MANY_FILES: _("The ZIP holds more than %(most)s files."),
    Reason.TOO_MANY_STATEMENTS: _("The file holds more than %(most)s statements."),
    Reason.UNREADABLE: _("This file could not be read as a bank statement."),
    Reason.XML_CUT: _("The file is damaged or cut short: its XML breaks off at line %(line)s."),
}
# What a value of a reason may be long, and how deep reasons stand in one another.
LONGEST = 500
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Fault:
    """What could not be taken and why, in no language yet; a value may be another fault."""

    code: str
    values: Mapping[str, "str | Fault"] = field(default_factory=dict)

    @property
    def message(self) -> str:
        """In the language that is active now, as a merchant understands it."""
        words = WORDS.get(self.code, WORDS[Reason.UNREADABLE])
        said = {
            name: value.message if isinstance(value, Fault) else value
            for name, value in self.values.items()
        }
        return str(words) % said

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "code": str(self.code),
            "values": {
                name: value.as_json() if isinstance(value, Fault) else value
                for name, value in self.values.items()
            },
        }


def fault(code: Reason, /, **values: object) -> Fault:
    """The fault with values such as every database keeps: no zero bytes, and no longer than sense."""
    return Fault(
        code,
        {
            name: value if isinstance(value, Fault) else str(value).replace("\0", "")[:LONGEST]
            for name, value in values.items()
        },
    )


def several(faults: list[Fault]) -> Fault:
    """All of them as one, told one after the other; no more than a page needs."""
    found = faults[0] if faults else fault(Reason.UNREADABLE)
    for one in faults[1:DEEPEST]:
        found = fault(Reason.SEVERAL, first=found, rest=one)
    return found


def kept(value: Mapping[str, Any]) -> Fault:
    """The fault that was kept so."""
    return Fault(
        str(value.get("code", Reason.UNREADABLE)),
        {
            name: kept(one) if isinstance(one, Mapping) else str(one)
            for name, one in dict(value.get("values", {})).items()
        },
    )
