"""The year as a bank's CSV, one file a month: a German savings bank's or a French bank's columns.

Semicolons, decimal comma, code page 1252. The German file has seventeen columns and begins with
the newest line; the French one has debit and credit apart, one label for everything that is said,
and a balance on each line.
"""

import csv
import io
from collections.abc import Iterable
from typing import Literal

from tests.payments.synthetic_year.model import CURRENCY, IBAN, OPENING, Transfer, Year
from tests.payments.synthetic_year.people import plain

GERMAN = (
    "Auftragskonto",
    "Buchungstag",
    "Valutadatum",
    "Buchungstext",
    "Verwendungszweck",
    "Glaeubiger ID",
    "Mandatsreferenz",
    "Kundenreferenz (End-to-End)",
    "Sammlerreferenz",
    "Lastschrift Ursprungsbetrag",
    "Auslagenersatz Ruecklastschrift",
    "Beguenstigter/Zahlungspflichtiger",
    "Kontonummer/IBAN",
    "BIC (SWIFT-Code)",
    "Betrag",
    "Waehrung",
    "Info",
)
FRENCH = ("Date", "Date de valeur", "Débit", "Crédit", "Libellé", "Solde")


def as_csv(year: Year, bank: str = "german") -> list[bytes]:
    """Twelve files in order of time. bank: "german" or "french"."""
    months: dict[int, list[Transfer]] = {}
    for transfer in year.transfers:
        months.setdefault(transfer.booked.month, []).append(transfer)
    if bank == "german":
        return [
            _file(GERMAN, (_german(one) for one in reversed(months[month])), csv.QUOTE_ALL)
            for month in sorted(months)
        ]
    balance, files = OPENING, []
    for month in sorted(months):
        rows = []
        for transfer in months[month]:
            balance += transfer.amount
            rows.append(_french(transfer, balance))
        files.append(_file(FRENCH, rows, csv.QUOTE_MINIMAL))
    return files


def _file(head: tuple[str, ...], rows: Iterable[list[str]], quoting: Literal[0, 1]) -> bytes:
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", quoting=quoting, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(rows)
    return _encoded(target.getvalue())


def _encoded(text: str) -> bytes:
    """Letters that the code page doesn't have lose their accents."""
    known = (sign if _in_page(sign) else plain(sign) or "?" for sign in text)
    return "".join(known).encode("cp1252")


def _in_page(sign: str) -> bool:
    try:
        sign.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _german(transfer: Transfer) -> list[str]:
    day = f"{transfer.booked:%d.%m.%y}"
    words = "GUTSCHR. UEBERWEISUNG" if transfer.amount > 0 else "ONLINE-UEBERWEISUNG"
    if transfer.reversal:
        words = "RUECKUEBERWEISUNG"
    return [
        IBAN,
        day,
        day,
        words,
        transfer.text,
        "",
        "",
        transfer.end_to_end,
        "",
        "",
        "",
        transfer.name,
        transfer.iban,
        "",
        _comma(transfer.amount),
        CURRENCY,
        "Umsatz gebucht",
    ]


def _french(transfer: Transfer, balance: int) -> list[str]:
    day = f"{transfer.booked:%d/%m/%Y}"
    words = "VIR" if transfer.amount > 0 else "VIR EMIS"
    if transfer.reversal:
        words = "RETOUR VIR"
    label = " ".join(filter(None, (words, transfer.name, transfer.text, transfer.end_to_end)))
    debit = _comma(transfer.amount) if transfer.amount < 0 else ""
    credit = _comma(transfer.amount) if transfer.amount > 0 else ""
    return [day, day, debit, credit, label, _comma(balance)]


def _comma(amount: int) -> str:
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100},{abs(amount) % 100:02}"
