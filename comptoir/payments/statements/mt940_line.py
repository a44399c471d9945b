"""The field :61: of MT940: dates, direction, amount, references."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from comptoir.payments.statements.amounts import given, minor_units
from comptoir.payments.statements.plain import LONGEST, Unreadable
from comptoir.payments.statements.reasons import Reason

# The third letter of the currency may stand behind the mark; a space or nothing may stand for the
# entry date.
_BOOKING = re.compile(
    r"(?P<value>\d{6})\s*(?P<entry>\d{4})?\s*(?P<mark>RC|RD|EC|ED|C|D)(?P<letter>[A-Z])?\s*"
    r"(?P<amount>\d[\d.]*(?:,\d*)?)(?P<type>[A-Z][A-Z0-9 ]{3})?(?P<rest>.*)"
)


@dataclass(frozen=True, slots=True)
class Booking:
    value_on: date
    booked_on: date
    amount: int
    reference: str
    bank_reference: str
    extra: str
    reversal: bool
    expected: bool


def booking_of(text: str, currency: str) -> Booking:
    """The booking that a :61: states; Unreadable with what is wrong in it."""
    first, _newline, more = text.partition("\n")
    match = _BOOKING.fullmatch(first[:LONGEST].strip())
    if match is None:
        raise Unreadable(Reason.BOOKING, booking=first.strip()[:60])
    value = day_of(match["value"])
    amount = minor_units(_decimal(match["amount"]), currency)
    mark = match["mark"]
    # RC takes a credit back, RD a debit.
    incoming = mark in {"C", "EC", "RD"}
    reference, _slashes, bank = match["rest"].partition("//")
    return Booking(
        value_on=value,
        booked_on=_entry_day(match["entry"], value),
        amount=amount if incoming else -amount,
        reference=given(reference),
        bank_reference=given(bank),
        extra=" ".join(more[:LONGEST].split()),
        reversal=mark in {"RC", "RD"},
        expected=mark in {"EC", "ED"},
    )


def day_of(text: str) -> date:
    """The day of YYMMDD. Banks that reckon months of 30 days write February 30: its last day."""
    year, month, day = 2000 + int(text[:2]), int(text[2:4]), int(text[4:6])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        raise Unreadable(Reason.DATE, day=text)
    return date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _entry_day(text: str | None, value: date) -> date:
    """The entry date has no year: the one nearest to the value date."""
    if not text or text == "0000":
        return value
    near = [
        day_of(f"{year % 100:02}{text}") for year in (value.year - 1, value.year, value.year + 1)
    ]
    return min(near, key=lambda day: abs((day - value).days))


def _decimal(text: str) -> str:
    plain = text.replace(".", "") if "," in text else text
    whole, _comma, rest = plain.partition(",")
    return f"{whole}.{rest}" if rest else whole
