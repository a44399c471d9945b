"""The year as MT940: one file a month, one statement a day.

Written from SWIFT's field formats as banks publish them (:61: with marks C, D, RC; :86: six lines
of 65 characters; character set X), annex 3 of the German DFÜ agreement (chapter 8: subfields ?00
to ?34 of 27 characters, EREF+ and SVWZ+ each beginning a subfield), and descriptions of Dutch and
French banks. The shop changes its bank twice: from September the details are Dutch code words,
from November French free text. No batches: single transfers are listed.
"""

import re
from datetime import date

from tests.payments.synthetic_year.model import BIC, CURRENCY, IBAN, OPENING, Transfer, Year
from tests.payments.synthetic_year.people import plain

LINE, LINES, SUBFIELD = 65, 6, 27
CODE_WORDS_FROM, FREE_FROM = 9, 11
OUTSIDE = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")
PURPOSE = ("20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "60", "61", "62", "63")


def as_mt940(year: Year) -> list[bytes]:
    """Twelve files in order of time; their balances follow on each other."""
    files: dict[int, list[str]] = {}
    balance = OPENING
    for number, (day, transfers) in enumerate(year.by_day().items(), start=1):
        closing = balance + sum(transfer.amount for transfer in transfers)
        lines = [
            ":20:STARTUMS",
            f":25:{IBAN[4:12]}/{IBAN[12:]}" if day.month < CODE_WORDS_FROM else f":25:{IBAN}",
            f":28C:{number:05}/001",
            f":60F:{_balance(day, balance)}",
        ]
        for transfer in transfers:
            lines += [_line(transfer), *_details(transfer)]
        lines += [f":62F:{_balance(day, closing)}", "-"]
        files.setdefault(day.month, []).extend(lines)
        balance = closing
    return ["".join(f"{line}\r\n" for line in lines).encode("ascii") for lines in files.values()]


def swift(text: str) -> str:
    """The text in SWIFT's character set X; what is not in it becomes a full stop."""
    return OUTSIDE.sub(".", plain(text.replace("&", "+")))


def wrapped(text: str) -> list[str]:
    """Six lines of 65 characters at most, cut anywhere; none begins with a colon or hyphen."""
    lines: list[str] = []
    while text and len(lines) < LINES:
        cut = LINE
        while cut < len(text) and text[cut] in ":-":
            cut -= 1
        lines.append(text[:cut])
        text = text[cut:]
    return lines


def _balance(day: date, amount: int) -> str:
    return f"{'C' if amount >= 0 else 'D'}{day:%y%m%d}{CURRENCY}{_amount(amount)}"


def _amount(amount: int) -> str:
    return f"{abs(amount) // 100},{abs(amount) % 100:02}"


def _line(transfer: Transfer) -> str:
    mark = "C" if transfer.amount > 0 else "D"
    if transfer.reversal:
        mark = "RC"
    funds = "R" if transfer.booked.month < CODE_WORDS_FROM else ""
    day = transfer.booked
    amount = _amount(transfer.amount)
    return f":61:{day:%y%m%d}{day:%m%d}{mark}{funds}{amount}NTRFNONREF//{transfer.id}"


def _details(transfer: Transfer) -> list[str]:
    if transfer.booked.month < CODE_WORDS_FROM:
        text = _subfields(transfer)
    elif transfer.booked.month < FREE_FROM:
        text = _code_words(transfer)
    else:
        text = _free(transfer)
    first, *others = wrapped(text)
    return [f":86:{first}", *others]


def _subfields(transfer: Transfer) -> str:
    code, words = (
        ("166", "GUTSCHR. UEBERWEISUNG") if transfer.amount > 0 else ("116", "UEBERWEISUNG")
    )
    if transfer.reversal:
        code, words = "159", "RUECKUEBERWEISUNG"
    purpose = []
    if transfer.end_to_end:
        purpose += _cut(f"EREF+{transfer.end_to_end}")
    if transfer.text:
        purpose += _cut(f"SVWZ+{_no_marks(transfer.text)}")
    fields = [("00", words), ("10", "931"), *zip(PURPOSE, purpose, strict=False)]
    if transfer.iban:
        fields += [("30", BIC), ("31", transfer.iban)]
    fields += zip(("32", "33"), _cut(_no_marks(transfer.name)), strict=False)
    return code + "".join(f"?{key}{value}" for key, value in fields)


def _no_marks(text: str) -> str:
    """A question mark would begin a subfield."""
    return swift(text).replace("?", ".")


def _cut(text: str) -> list[str]:
    """Subfields of 27 characters; a space at the end of one is lost, as in many banks' files."""
    return [text[at : at + SUBFIELD].rstrip() for at in range(0, len(text), SUBFIELD)]


def _code_words(transfer: Transfer) -> str:
    kind = "SEPA OVERBOEKING" if transfer.amount > 0 else "SEPA BETALING"
    parts = [f"/TRTP/{kind}"]
    if transfer.iban:
        parts.append(f"/IBAN/{transfer.iban}/BIC/{BIC}")
    if transfer.name:
        parts.append(f"/NAME/{swift(transfer.name)}")
    if transfer.text:
        parts.append(f"/REMI/{swift(transfer.text)}")
    parts.append(f"/EREF/{transfer.end_to_end or 'NOTPROVIDED'}")
    return "".join(parts)


def _free(transfer: Transfer) -> str:
    words = "VIR RECU" if transfer.amount > 0 else "VIR EMIS"
    if transfer.reversal:
        words = "RETOUR VIR RECU"
    parts = [words, transfer.id[-7:]]
    if transfer.name:
        parts.append(f"{'POUR' if words == 'VIR EMIS' else 'DE'}: {swift(transfer.name)}")
    if transfer.text:
        parts.append(f"MOTIF: {swift(transfer.text)}")
    parts.append(f"REF: {transfer.end_to_end or 'NOTPROVIDED'}")
    return " ".join(parts).upper()
