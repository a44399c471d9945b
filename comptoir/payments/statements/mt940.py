"""MT940 and MT942: cut into fields here, each message a statement; broken ones keep their reason.

mt-940 was tried first: it joins all messages of a file into one with the last balances, and stops
at the first field that a bank writes in its own way. The tests hold this reader against it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from stdnum import iban

from comptoir.core.errors import Refused
from comptoir.payments.statements.amounts import account_number, currency_of, minor_units
from comptoir.payments.statements.mt940_details import details_of
from comptoir.payments.statements.mt940_line import Booking, booking_of, day_of
from comptoir.payments.statements.plain import (
    LONGEST,
    LONGEST_TEXT,
    Balance,
    Found,
    Line,
    Statement,
    Unreadable,
    fault_of,
)
from comptoir.payments.statements.reasons import Fault, Reason, fault

_FIELD = re.compile(r":(\d\d[A-Z]?|NS):(.*)", re.DOTALL)
_BALANCE = re.compile(r"([CD])(\d{6})([A-Z]{3})?([\d.,]+)")
_GERMAN = re.compile(r"(\d{8})/(\d{1,10})(?:[A-Z]{3})?")
_LIKE_IBAN = re.compile(r"[A-Z]{2}\d\d.*")
_LOCAL = re.compile(r"(.*\d.*?)([A-Z]{3})")
MOST_LINES = 200_000
# What a balance and a statement's number take at most, with room.
LONGEST_BALANCE = 60


@dataclass(slots=True)
class _Message:
    """One message's fields as they come: tag, text, line of the file."""

    fields: list[tuple[str, str, int]] = field(default_factory=list)

    def first(self, *tags: str) -> str:
        return next((text for tag, text, _line in self.fields if tag in tags), "")

    def last(self, *tags: str) -> str:
        return next((text for tag, text, _line in reversed(self.fields) if tag in tags), "")

    @property
    def tags(self) -> set[str]:
        return {tag for tag, _text, _line in self.fields}


def read(text: str) -> Found:
    """The statements of the file; each message that can't be taken leaves its reason."""
    found = Found()
    count = 0
    for message in _messages(text):
        count += sum(tag == "61" for tag, _text, _line in message.fields)
        if count > MOST_LINES:
            raise Unreadable(Reason.TOO_MANY_BOOKINGS, most=MOST_LINES)
        if not message.tags & {"60F", "60M", "61", "62F", "62M", "34F", "90C", "90D"}:
            continue
        try:
            found.statements.append(_statement(message))
        except Refused as reason:
            found.faults.append(_placed(message, reason))
        found.bounded()
    if not found.statements and not found.faults:
        raise Unreadable(Reason.PIECE)
    return found


def _placed(message: _Message, reason: Refused) -> Fault:
    line = getattr(reason, "line", 0) or message.fields[0][2]
    return fault(Reason.STATEMENT_AT_LINE, line=line, reason=fault_of(reason))


def _messages(text: str) -> Iterator[_Message]:
    """Every :20: begins a message, and a lone hyphen ends one."""
    message = _Message()
    for tag, value, line in _fields(text):
        if tag in {"20", "-"} and message.fields:
            yield message
            message = _Message()
        if tag != "-":
            message.fields.append((tag, value, line))
    if message.fields:
        yield message


def _fields(text: str) -> Iterator[tuple[str, str, int]]:
    tag, value, began = "", [""], 0
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.rstrip("\r").lstrip("\x01\ufeff")
        if line.startswith("{"):
            # SWIFT's own envelope: {1:…}{2:…}{4: before the text.
            line = line.rpartition("{4:")[2] if "{4:" in line else ""
        ends = line.strip("\x03 ") in {"-", "-}", "--"} or line.startswith("-}")
        if ends or (match := _FIELD.match(line)) is not None:
            if tag:
                yield tag, "\n".join(value).rstrip(), began
            tag, value, began = ("", [""], number) if ends else (match[1], [match[2]], number)  # type: ignore[index]  # it matched where nothing ends
            if ends:
                yield "-", "", number
        elif tag:
            value.append(line)
    if tag:
        yield tag, "\n".join(value).rstrip(), began


def _statement(message: _Message) -> Statement:
    account, stated = _account(message.first("25", "25P"))
    opening = message.first("60F", "60M")
    closing = message.last("62F", "62M")
    currency = _currency(
        stated, opening, closing, message.first("34F"), message.first("90C", "90D")
    )
    if not account:
        raise Unreadable(Reason.NO_ACCOUNT)
    if not currency:
        raise Unreadable(Reason.NO_CURRENCY)
    if opening and not closing:
        raise Unreadable(Reason.CUT_SHORT)
    interim = not (opening or closing) and bool(message.tags & {"34F", "13D", "90C", "90D"})
    return Statement(
        account=account,
        currency=currency,
        kind="mt942" if interim else "mt940",
        number=message.first("28C", "28").strip()[:LONGEST_BALANCE],
        opening=_balance(opening, currency),
        closing=_balance(closing, currency),
        lines=list(_lines(message, currency)),
        pending=_expected(message),
    )


def _account(text: str) -> tuple[str, str]:
    """The account and a currency that some banks write behind it."""
    plain = "".join(text[:LONGEST].split())
    if german := _GERMAN.fullmatch(plain):
        return german_iban(german[1], german[2]), plain[-3:] if plain[-3:].isalpha() else ""
    currency = ""
    local = _LOCAL.fullmatch(plain)
    whole = iban.is_valid(plain, check_country=False)
    if (local is not None and not whole and not _LIKE_IBAN.fullmatch(local[1])) or (
        local is not None and not whole and iban.is_valid(local[1], check_country=False)
    ):
        plain, currency = local[1], local[2]
    return account_number(plain), currency


def german_iban(bank: str, account: str) -> str:
    """The IBAN of a German bank code and account number, by the ordinary rule."""
    basic = bank + account.zfill(10)
    check = 98 - int(f"{basic}131400") % 97
    return f"DE{check:02}{basic}"


def _currency(stated: str, *texts: str) -> str:
    for text in texts:
        if match := re.search(
            r"(?<![A-Z])[CD]?(?:\d*)([A-Z]{3})(?=[CD]?[\d.,])", text.strip()[:LONGEST_BALANCE]
        ):
            return currency_of(match[1])
    return stated


def _balance(text: str, currency: str) -> Balance | None:
    compact = "".join(text[:LONGEST].split())
    if not compact:
        return None
    match = _BALANCE.fullmatch(compact)
    if match is None:
        raise Unreadable(Reason.BALANCE, balance=compact[:40])
    code = match[3] or currency
    amount = minor_units(decimal_text(match[4]), code)
    return Balance(-amount if match[1] == "D" else amount, code, day_of(match[2]))


def decimal_text(text: str) -> str:
    """The digits with a full stop: SWIFT's comma may stand at the end, and some write both."""
    plain = text.replace(".", "") if "," in text else text
    whole, _comma, rest = plain.replace(",", ".").partition(".")
    return f"{whole or '0'}.{rest}" if rest else whole or "0"


def _lines(message: _Message, currency: str) -> Iterator[Line]:
    booking: Booking | None = None
    details: list[str] = []
    for tag, text, line in [*message.fields, ("61", "", 0)]:
        if tag == "61":
            if booking is not None and not booking.expected:
                yield _line(booking, details)
            booking, details = _booking(text, currency, line) if text else None, []
        elif tag in {"86", "NS"} and booking is not None:
            details.append(("NS\n" if tag == "NS" else "") + text[:LONGEST_TEXT])
        elif tag.startswith("6") and booking is not None:
            # What follows the balance speaks of the statement, not of its last booking.
            if not booking.expected:
                yield _line(booking, details)
            booking, details = None, []


def _booking(text: str, currency: str, line: int) -> Booking:
    try:
        return booking_of(text, currency)
    except Refused as refusal:
        vars(refusal)["line"] = line
        raise


def _expected(message: _Message) -> int:
    """Bookings that the bank only foresees (EC, ED)."""
    return sum(
        tag == "61" and bool(re.match(r"\d{6}(\d{4})?E[CD]", text))
        for tag, text, _ in message.fields
    )


def _line(booking: Booking, details: list[str]) -> Line:
    found = details_of(details)
    text = " ".join(filter(None, [found.text, booking.reference, booking.extra]))
    return Line(
        booked_on=booking.booked_on,
        value_on=booking.value_on,
        amount=booking.amount,
        name=found.name or "",
        iban=found.iban,
        text=text[:4000],
        bank_reference=booking.bank_reference,
        end_to_end=found.end_to_end,
        reversal=booking.reversal or found.returned,
    )
