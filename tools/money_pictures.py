"""Pictures for the guide's pages on money: connecting providers, and the bank's files."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from comptoir.core.clock import utc_now
from comptoir.payments.statements.plain import Line
from tests.payments_bank import files
from tools.picture import SHOP, Picture, go

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload, Page

BANK = f"/desk/{SHOP}/bank/"
METHODS = f"/desk/{SHOP}/settings/payment/"
NAMES = {"stripe": ("Carte bancaire", "Card"), "paypal": ("PayPal", "PayPal")}


@dataclass(frozen=True)
class Owed:
    """An order that waits for a transfer."""

    number: str
    reference: str
    name: str
    amount: int


def money_pictures(home: Path) -> Iterator[Picture]:
    """In this order: what the bank page shows first is taken before it knows any file."""
    for language in ("en", "fr"):
        tail = "" if language == "en" else "-fr"
        yield Picture(f"20-stripe{tail}", METHODS, _stripe, language, signed_in=True, tall=True)
        yield Picture(f"21-paypal{tail}", METHODS, _paypal, language, signed_in=True, tall=True)
        yield Picture(f"22-bank-upload{tail}", BANK, language=language, signed_in=True)
    owed = _owed(home)
    for language in ("en", "fr"):
        tail = "" if language == "en" else "-fr"
        yield Picture(
            f"23-bank-columns{tail}",
            BANK,
            lambda page: _columns(page, owed),
            language,
            signed_in=True,
            tall=True,
        )
        yield Picture(
            f"24-bank-lines{tail}", BANK, lambda page: _lines(page, owed), language, signed_in=True
        )


def _stripe(page: "Page") -> None:
    _connection(page, "stripe")


def _paypal(page: "Page") -> None:
    _connection(page, "paypal")


def _connection(page: "Page", kind: str) -> None:
    """The page of the provider's keys, of a method that is added first if there is none."""
    there = page.locator(f"main a[href*='{METHODS}']", has_text=re.compile("|".join(NAMES[kind])))
    if not there.count():
        go(page, f"{METHODS}add/")
        page.locator(f"[name=kind][value={kind}]").check()
        for language, name in zip(("fr", "en"), NAMES[kind], strict=True):
            page.fill(f"[name=names_{language}]", name)
        page.locator("main form [type=submit]").first.click()
        page.wait_for_load_state("networkidle")
    else:
        there.first.click()
        page.wait_for_load_state("networkidle")
    if "/connection/" not in page.url:
        page.locator("a[href$='/connection/']").first.click()
    page.locator("#notices").wait_for()
    # Once more: without the line that says what was just done.
    go(page, page.url)


def _owed(home: Path) -> list[Owed]:
    """Orders of the demo that wait for their transfers, oldest first."""
    with sqlite3.connect(home / "comptoir.sqlite3") as database:
        rows = database.execute(
            "SELECT number, reference, name, total FROM orders_order WHERE payment_state = 'unpaid' "
            "AND cancelled_at IS NULL AND payment_as_was LIKE '%bank_transfer%' ORDER BY placed_at"
        ).fetchall()
    return [Owed(*row) for row in rows]


def _transfers(owed: list[Owed]) -> list[Line]:
    """One to the cent, one a cent short, one with a digit too few, and one of no order."""
    first, second, third = owed[:3]
    return [
        _line(first.amount, first.name, f"Commande {first.reference}"),
        _line(second.amount - 1, second.name, f"Commande {second.number}"),
        _line(third.amount, third.name, "Merci pour la commande"),
        _line(-4_900, "Papeterie du Port", "Facture 2211 cartons"),
    ]


def _line(amount: int, name: str, text: str) -> Line:
    day = utc_now().date()
    return Line(day, day, amount, name=name, text=text, bank_reference=f"{abs(amount)}{name[:3]}")


def _upload(page: "Page", name: str, kind: str, content: bytes) -> None:
    file: FilePayload = {"name": name, "mimeType": kind, "buffer": content}
    page.set_input_files("#upload input[type=file]", file)
    page.locator("#upload [type=submit]").click()
    page.wait_for_load_state("networkidle")


def _columns(page: "Page", owed: list[Owed]) -> None:
    _upload(page, "umsatz-november.csv", "text/csv", files.csv_text(_transfers(owed)))
    page.locator(".bank-columns").wait_for(timeout=20_000)


def _lines(page: "Page", owed: list[Owed]) -> None:
    """What the file became; the second time the same file changes nothing."""
    _upload(page, "november.xml", "application/xml", files.camt(_transfers(owed)))
    page.locator("#transfer .definitions").wait_for(timeout=20_000)
    go(page, BANK)
