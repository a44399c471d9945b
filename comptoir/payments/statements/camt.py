"""CAMT.052, .053 and .054 in every version: read by the names of elements, whatever namespace."""

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from lxml import etree

from comptoir.core.errors import Refused
from comptoir.payments.statements.amounts import account_number, currency_of, iso_day
from comptoir.payments.statements.camt_entry import Entry, entry_lines
from comptoir.payments.statements.camt_tree import (
    Element,
    amount_of,
    child,
    currency_in,
    day_in,
    name_of,
    text_at,
)
from comptoir.payments.statements.plain import (
    LONGEST,
    Balance,
    Found,
    Statement,
    Unreadable,
    by_currency,
    fault_of,
)
from comptoir.payments.statements.reasons import Reason, fault

KINDS = {"Stmt": "camt.053", "Rpt": "camt.052", "Ntfctn": "camt.054"}
OPENING = ("OPBD", "PRCD")
CLOSING = ("CLBD",)
MOST_LINES = 200_000
# Elements and attributes: a batch of 30,000 payments in one entry; some hundred megabytes.
MOST_HELD = 1_500_000
LET_GO = frozenset({"Ntry", *KINDS})
DOCTYPES = tuple("<!DOCTYPE".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be"))


def read(stream: BinaryIO) -> Found:
    """The statements of a CAMT file. A file that is no whole XML is refused as a whole."""
    _without_doctype(stream)
    found = Found()
    try:
        _walk(stream, found)
    except etree.XMLSyntaxError as error:
        raise Unreadable(
            Reason.XML_CUT,
            line=error.lineno or 1,
        ) from error
    if not found.statements and not found.faults:
        raise Unreadable(Reason.NO_STATEMENT)
    return found


def _walk(stream: BinaryIO, found: Found) -> None:
    """Entry by entry, each let go once it is read, so that a large file stays small in memory."""
    events = etree.iterparse(
        stream,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        # They come as no event, so nothing would count them.
        remove_comments=True,
        remove_pis=True,
    )
    entries: list[Entry] = []
    fault_here: Refused | None = None
    here: Element | None = None
    count = 0
    room = Room()
    for event, element in events:
        name = name_of(element)
        if event == "start":
            room.taken(name, 1 + len(element.attrib))
            if here is None and name in KINDS:
                entries, fault_here, here = [], None, element
            continue
        room.left(name)
        if name == "Ntry" and here is not None:
            count += 1
            if count > MOST_LINES:
                raise Unreadable(Reason.TOO_MANY_BOOKINGS, most=MOST_LINES)
            try:
                entries.append(entry_lines(element, _day_of(element)))
            except Refused as refusal:
                fault_here = fault_here or refusal
        elif here is not None and element is here:
            here = None
            _take(element, KINDS[name], entries, fault_here, found)
        if name in LET_GO:
            # Wherever it stands: the room counts what was in it no more.
            _let_go(element)


def _without_doctype(stream: BinaryIO) -> None:
    """Returns for a document without one. No bank writes it, and what it declares comes as no event."""
    content = stream.read()
    stream.seek(0)
    if any(one in content for one in DOCTYPES):
        raise Unreadable


class Room:
    """How much is held at once. What is let go of counts no more; too much is refused."""

    def __init__(self) -> None:
        self.held = 0
        self.before: list[int] = []

    def taken(self, name: str, size: int) -> None:
        self.held += size
        if self.held > MOST_HELD:
            raise Unreadable
        if name in LET_GO:
            self.before.append(self.held)

    def left(self, name: str) -> None:
        if name in LET_GO:
            self.held = self.before.pop()


def _let_go(element: Element) -> None:
    """It is empty, and an entry before it is gone: a statement never holds two."""
    before, around = element.getprevious(), element.getparent()
    if before is not None and around is not None and name_of(before) == "Ntry":
        around.remove(before)
    element.clear()


def _day_of(entry: Element) -> date | None:
    """When the entry's statement, or the whole message, was made."""
    statement = entry.getparent()
    message = statement.getparent() if statement is not None else None
    for element, path in ((statement, "CreDtTm"), (message, "GrpHdr/CreDtTm")):
        if element is not None and (text := text_at(element, path)):
            return iso_day(text)
    return None


def _take(
    element: Element, kind: str, entries: list[Entry], refusal: Refused | None, found: Found
) -> None:
    title = (text_at(element, "ElctrncSeqNb") or text_at(element, "Id"))[:LONGEST]
    try:
        if refusal is not None:
            raise refusal
        found.statements += _statements(element, kind, title, entries)
    except Refused as reason:
        found.faults.append(fault(Reason.STATEMENT, title=title or "?", reason=fault_of(reason)))
    found.bounded()


def _statements(element: Element, kind: str, title: str, entries: list[Entry]) -> list[Statement]:
    lines = [(entry.currency, line) for entry in entries for line in entry.lines]
    currency = _currency(element, entries)
    account = _account(element)
    if not account:
        raise Unreadable(Reason.NO_ACCOUNT)
    if not currency:
        raise Unreadable(Reason.NOTHING_IN_IT)
    statement = Statement(
        account=account,
        currency=currency,
        kind=kind,
        number=title,
        opening=_balance(element, OPENING),
        closing=_balance(element, CLOSING),
        pending=sum(entry.pending for entry in entries),
    )
    return by_currency(statement, lines)


def _account(element: Element) -> str:
    for path in ("Acct/Id/IBAN", "Acct/Id/Othr/Id", "Acct/Id/BBAN", "Acct/Id/PrtryAcct/Id"):
        if found := text_at(element, path):
            return account_number(found)
    return ""


def _currency(element: Element, entries: list[Entry]) -> str:
    if found := text_at(element, "Acct/Ccy"):
        return currency_of(found)
    for entry in entries:
        return entry.currency
    for balance in _balances(element):
        return currency_in(balance)
    return ""


def _balances(element: Element) -> Iterator[Element]:
    return (one for one in element if name_of(one) == "Bal" and child(one, "Amt") is not None)


def _balance(element: Element, codes: tuple[str, ...]) -> Balance | None:
    """The balance of one of these codes; the first code that is there wins."""
    there = {
        text_at(one, "Tp/CdOrPrtry/Cd") or text_at(one, "Tp/Cd"): one for one in _balances(element)
    }
    for code in codes:
        if (one := there.get(code)) is not None:
            amount, currency = amount_of(one)
            debit = text_at(one, "CdtDbtInd") == "DBIT"
            return Balance(-amount if debit else amount, currency, day_in(one, "Dt"))
    return None
