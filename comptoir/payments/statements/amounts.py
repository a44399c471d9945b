"""Amounts, dates and names as bank files write them."""

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from comptoir.core.money import LARGEST, digits
from comptoir.payments.statements.plain import LONGEST, Unreadable
from comptoir.payments.statements.reasons import Reason

_LONGEST = 40
# A statement from outside these years was not made by a bank; reckoning with days needs some room.
_YEARS = range(1970, 2101)
_LONGEST_ACCOUNT = 70
_CURRENCY = re.compile(r"[A-Z]{3}")
_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?")
NOT_GIVEN = frozenset({"NOTPROVIDED", "NOTPROVIDEDBYDEBTOR", "NONREF", "NOREF", "NONE"})


def minor_units(text: str, currency: str) -> int:
    """Minor units of "1234.50"; more decimals than the currency has are taken if they are noughts."""
    compact = text.strip()
    if len(compact) > _LONGEST or not _PLAIN.fullmatch(compact):
        raise Unreadable(Reason.AMOUNT, amount=text[:_LONGEST])
    try:
        value = Decimal(compact).scaleb(digits(currency))
    except InvalidOperation as error:
        raise Unreadable(Reason.AMOUNT, amount=text[:_LONGEST]) from error
    if value != value.to_integral_value():
        raise Unreadable(
            Reason.AMOUNT_TOO_FINE,
            amount=compact,
            currency=currency,
        )
    if abs(value) > LARGEST:
        raise Unreadable(Reason.AMOUNT_TOO_LARGE, amount=compact)
    return int(value)


def currency_of(text: str) -> str:
    """The three letters of a currency; Unreadable for anything else."""
    found = text.strip().upper()
    if not _CURRENCY.fullmatch(found):
        raise Unreadable(Reason.CURRENCY, currency=text[:_LONGEST])
    return found


def iso_day(text: str) -> date:
    """The day of an ISO date or date and time, as the bank wrote it, whatever its zone."""
    try:
        return _likely(date.fromisoformat(text.strip()[:10]))
    except ValueError as error:
        raise Unreadable(Reason.DATE, day=text[:_LONGEST]) from error


def _likely(day: date) -> date:
    if day.year not in _YEARS:
        raise ValueError(day)
    return day


def typed_day(text: str, pattern: str) -> date:
    """The day of a text written as the pattern says (`%d.%m.%Y`); a time behind it is let go."""
    compact = text.strip()
    for piece in (compact, compact.split(" ")[0].split("T")[0]):
        try:
            return _likely(datetime.strptime(piece, pattern).date())  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    raise Unreadable(Reason.DATE, day=text[:_LONGEST])


def account_number(text: str) -> str:
    """The number without spaces, in capitals, as accounts are compared."""
    return re.sub(r"[^0-9A-Za-z/]", "", text[:LONGEST]).upper()[:_LONGEST_ACCOUNT]


def given(text: str) -> str:
    """The reference, or "" where the bank only says that there is none."""
    found = " ".join(text.split())
    return "" if found.upper().replace(" ", "") in NOT_GIVEN else found
