"""The year as CAMT.053: one file a month, one statement a day, now and then several in one sum.

Written from ISO 20022's message definitions camt.053.001.02 and .08 and from how German banks
fill them (annex 3 of the DFÜ agreement, chapter 7): the bank changes the version in July.
"""

from datetime import date
from xml.etree import ElementTree as ET

from tests.payments.synthetic_year.model import BIC, CURRENCY, HOLDER, IBAN, OPENING, Transfer, Year

NEWER_FROM = 7
CODES = {True: ("RCDT", "ESCT", "NTRF+166+00931"), False: ("ICDT", "ESCT", "NTRF+116+00931")}


def as_camt(year: Year) -> list[bytes]:
    """Twelve files in order of time; their balances follow on each other."""
    months: dict[int, list[tuple[date, list[Transfer]]]] = {}
    for day, transfers in year.by_day().items():
        months.setdefault(day.month, []).append((day, transfers))
    balance, number, files = OPENING, 0, []
    for month, days in sorted(months.items()):
        version = "08" if month >= NEWER_FROM else "02"
        document = ET.Element(
            "Document", xmlns=f"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"
        )
        message = _add(document, "BkToCstmrStmt")
        header = _add(message, "GrpHdr")
        _add(header, "MsgId", f"053D{days[0][0]:%Y%m}N{month:04}")
        _add(header, "CreDtTm", f"{days[-1][0]}T21:30:00.0+01:00")
        for day, transfers in days:
            number += 1
            closing = balance + sum(transfer.amount for transfer in transfers)
            _statement(message, version, number, day, (balance, closing), transfers)
            balance = closing
        files.append(ET.tostring(document, encoding="UTF-8", xml_declaration=True))
    return files


def _statement(
    message: ET.Element,
    version: str,
    number: int,
    day: date,
    balances: tuple[int, int],
    transfers: list[Transfer],
) -> None:
    statement = _add(message, "Stmt")
    _add(statement, "Id", f"0352C53{day:%Y%m%d}{number:05}")
    _add(statement, "ElctrncSeqNb", str(number))
    _add(statement, "CreDtTm", f"{day}T20:45:00.0+01:00")
    account = _add(statement, "Acct")
    _add(account, "Id/IBAN", IBAN)
    _add(account, "Ccy", CURRENCY)
    _add(account, "Ownr/Nm", HOLDER)
    _add(account, "Svcr/FinInstnId/" + ("BICFI" if version == "08" else "BIC"), BIC)
    for code, amount in zip(("PRCD", "CLBD"), balances, strict=True):
        balance = _add(statement, "Bal")
        _add(balance, "Tp/CdOrPrtry/Cd", code)
        _money(balance, amount)
        _add(balance, "Dt/Dt", str(day))
    for entry in entries(transfers):
        _entry(statement, version, entry)


def entries(transfers: list[Transfer]) -> list[list[Transfer]]:
    """What the bank booked: single transfers, and batches."""
    found: dict[str, list[Transfer]] = {}
    for transfer in transfers:
        found.setdefault(transfer.batch or transfer.id, []).append(transfer)
    return list(found.values())


def _entry(statement: ET.Element, version: str, transfers: list[Transfer]) -> None:
    first = transfers[0]
    entry = _add(statement, "Ntry")
    _money(entry, sum(transfer.amount for transfer in transfers))
    if first.reversal:
        _add(entry, "RvslInd", "true")
    _add(entry, "Sts/Cd" if version == "08" else "Sts", "BOOK")
    _add(entry, "BookgDt/Dt", str(first.booked))
    _add(entry, "ValDt/Dt", str(first.booked))
    _add(entry, "AcctSvcrRef", first.id if len(transfers) == 1 else first.batch)
    _code(entry, incoming=first.amount > 0)
    details = _add(entry, "NtryDtls")
    if len(transfers) > 1:
        batch = _add(details, "Btch")
        _add(batch, "NbOfTxs", str(len(transfers)))
        _money(batch, sum(transfer.amount for transfer in transfers), name="TtlAmt")
    for transfer in transfers:
        _transaction(details, version, transfer)
    words = "SAMMELGUTSCHRIFT" if len(transfers) > 1 else "GUTSCHRIFT"
    out = "RUECKUEBERWEISUNG" if first.reversal else "UEBERWEISUNG"
    _add(entry, "AddtlNtryInf", words if first.amount > 0 else out)


def _transaction(details: ET.Element, version: str, transfer: Transfer) -> None:
    found = _add(details, "TxDtls")
    references = _add(found, "Refs")
    _add(references, "AcctSvcrRef", transfer.id)
    _add(references, "EndToEndId", transfer.end_to_end or "NOTPROVIDED")
    if version == "08":
        _money(found, transfer.amount)
    else:
        _amount(_add(found, "AmtDtls/TxAmt"), "Amt", transfer.amount)
    _code(found, incoming=transfer.amount > 0)
    if transfer.name:
        _parties(found, version, transfer)
    if transfer.structured:
        reference = _add(found, "RmtInf/Strd/CdtrRefInf")
        _add(reference, "Tp/CdOrPrtry/Cd", "SCOR")
        _add(reference, "Ref", transfer.text)
    elif transfer.text:
        _add(found, "RmtInf/Ustrd", transfer.text)
    if transfer.reversal:
        _add(found, "RtrInf/Rsn/Cd", "FOCR")


def _parties(found: ET.Element, version: str, transfer: Transfer) -> None:
    """A reversal keeps the roles of what it takes back."""
    comes_in = transfer.amount > 0 or transfer.reversal
    between = "/Pty/Nm" if version == "08" else "/Nm"
    parties = _add(found, "RltdPties")
    other, account = transfer.name, transfer.iban
    for role, theirs in (("Dbtr", comes_in), ("Cdtr", not comes_in)):
        _add(parties, role + between, other if theirs else HOLDER)
        _add(parties, f"{role}Acct/Id/IBAN", account if theirs else IBAN)


def _code(parent: ET.Element, *, incoming: bool) -> None:
    family, detail, own = CODES[incoming]
    code = _add(parent, "BkTxCd")
    domain = _add(code, "Domn")
    _add(domain, "Cd", "PMNT")
    kind = _add(domain, "Fmly")
    _add(kind, "Cd", family)
    _add(kind, "SubFmlyCd", detail)
    proprietary = _add(code, "Prtry")
    _add(proprietary, "Cd", own)
    _add(proprietary, "Issr", "DK")


def _money(parent: ET.Element, amount: int, name: str = "Amt") -> None:
    _amount(parent, name, amount)
    _add(parent, "CdtDbtInd", "CRDT" if amount >= 0 else "DBIT")


def _amount(parent: ET.Element, name: str, amount: int) -> None:
    cents = abs(amount)
    _add(parent, name, f"{cents // 100}.{cents % 100:02}").set("Ccy", CURRENCY)


def _add(parent: ET.Element, path: str, text: str = "") -> ET.Element:
    """The new element at the end of the path below parent, which is made with it."""
    for name in path.split("/"):
        parent = ET.SubElement(parent, name)
    if text:
        parent.text = text
    return parent
