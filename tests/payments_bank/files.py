"""Real bank files, and small writers of each format for files of any content."""

import csv
import io
import os
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from comptoir.core.money import plain_amount
from comptoir.payments.statements.csv_mapping import Mapping, Sheet, suggested_mapping
from comptoir.payments.statements.plain import Line

ROOT = Path(__file__).parents[2]
DATA = Path(os.environ.get("COMPTOIR_TEST_DATA", ROOT.parent / "shared" / "data")) / "statements"
needs_data = pytest.mark.skipif(
    not DATA.is_dir(), reason="no real statements at COMPTOIR_TEST_DATA"
)
IBAN = "FR7630006000011234567890189"
NS = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version:02}"


def real_files() -> list[Path]:
    return sorted(path for path in DATA.rglob("*") if path.is_file()) if DATA.is_dir() else []


def camt(
    lines: Sequence[Line],
    *,
    opening: int = 0,
    currency: str = "EUR",
    iban: str = IBAN,
    version: int = 2,
    batch: bool = False,
) -> bytes:
    """A CAMT.053 of these lines; `batch`: all of them as the transactions of one entry."""
    closing = opening + sum(line.amount for line in lines)
    entries = "".join(_entry([one], currency, version) for one in lines)
    if batch and lines:
        entries = _entry(lines, currency, version)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="{NS.format(version=version)}">'
        f"<BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr><Stmt><Id>S-1</Id>"
        f"<Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>{currency}</Ccy></Acct>"
        f"{_balance('OPBD', opening, currency)}{_balance('CLBD', closing, currency)}{entries}"
        f"</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def _balance(code: str, amount: int, currency: str) -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{_amount(amount, currency)}"
        f"<Dt><Dt>2026-11-20</Dt></Dt></Bal>"
    )


def _amount(amount: int, currency: str) -> str:
    way = "CRDT" if amount >= 0 else "DBIT"
    plain = plain_amount(abs(amount), currency)
    return f'<Amt Ccy="{currency}">{plain}</Amt><CdtDbtInd>{way}</CdtDbtInd>'


def _entry(lines: Sequence[Line], currency: str, version: int) -> str:
    first, total = lines[0], sum(line.amount for line in lines)
    status = "<Sts><Cd>BOOK</Cd></Sts>" if version >= 8 else "<Sts>BOOK</Sts>"
    reference = (
        f"<AcctSvcrRef>{escape(first.bank_reference)}</AcctSvcrRef>" if first.bank_reference else ""
    )
    parts = "".join(_part(one, currency, version) for one in lines)
    reversal = "<RvslInd>true</RvslInd>" if first.reversal else ""
    return (
        f"<Ntry>{_amount(total, currency)}{reversal}{status}"
        f"<BookgDt><Dt>{first.booked_on}</Dt></BookgDt><ValDt><Dt>{first.value_on}</Dt></ValDt>"
        f"{reference}<NtryDtls>{parts}</NtryDtls></Ntry>"
    )


def _part(line: Line, currency: str, version: int) -> str:
    side = "Dbtr" if (line.amount >= 0) != line.reversal else "Cdtr"
    name = f"<Nm>{escape(line.name)}</Nm>"
    party = f"<Pty>{name}</Pty>" if version >= 8 else name
    end = (
        f"<Refs><EndToEndId>{escape(line.end_to_end)}</EndToEndId></Refs>"
        if line.end_to_end
        else ""
    )
    way = "CRDT" if line.amount >= 0 else "DBIT"
    plain = plain_amount(abs(line.amount), currency)
    account = f"<{side}Acct><Id><IBAN>{line.iban}</IBAN></Id></{side}Acct>" if line.iban else ""
    return (
        f"<TxDtls>{end}<CdtDbtInd>{way}</CdtDbtInd>"
        f'<AmtDtls><TxAmt><Amt Ccy="{currency}">{plain}</Amt></TxAmt></AmtDtls>'
        f"<RltdPties><{side}>{party}</{side}>{account}</RltdPties>"
        f"<RmtInf><Ustrd>{escape(line.text)}</Ustrd></RmtInf></TxDtls>"
    )


def mt940(
    lines: Sequence[Line], *, opening: int = 0, currency: str = "EUR", account: str = IBAN
) -> bytes:
    """An MT940 as German banks write it: coded details, 65 letters a line."""
    closing = opening + sum(line.amount for line in lines)
    written = [
        ":20:STARTUMS",
        f":25:{account}",
        ":28C:1/1",
        _swift_balance("60F", opening, currency),
    ]
    for line in lines:
        mark = ("R" if line.reversal else "") + (
            "C" if (line.amount >= 0) != line.reversal else "D"
        )
        bank = f"//{line.bank_reference}" if line.bank_reference else ""
        written.append(
            f":61:{line.value_on:%y%m%d}{line.booked_on:%m%d}{mark}"
            f"{_comma(line.amount, currency)}NTRFNONREF{bank}"
        )
        written.append(_details(line))
    written += [_swift_balance("62F", closing, currency), "-"]
    return "\r\n".join(written).encode("cp1252", errors="replace")


def _comma(amount: int, currency: str) -> str:
    plain = plain_amount(abs(amount), currency)
    return plain.replace(".", ",") if "." in plain else f"{plain},"


def _swift_balance(tag: str, amount: int, currency: str) -> str:
    return f":{tag}:{'C' if amount >= 0 else 'D'}261120{currency}{_comma(amount, currency)}"


def _details(line: Line) -> str:
    text = (f"EREF+{line.end_to_end} " if line.end_to_end else "") + f"SVWZ+{line.text}"
    pieces = [text[at : at + 27] for at in range(0, len(text), 27)][:10]
    whole = "166?00GUTSCHRIFT" + "".join(f"?{20 + n}{piece}" for n, piece in enumerate(pieces))
    whole += f"?31{line.iban}" if line.iban else ""
    whole += f"?32{line.name[:27]}" + (f"?33{line.name[27:54]}" if line.name[27:] else "")
    return ":86:" + "\r\n".join(whole[at : at + 65] for at in range(0, len(whole), 65))


def csv_text(
    lines: Sequence[Line], *, encoding: str = "cp1252", decimal: str = ",", delimiter: str = ";"
) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerow(
        ["Buchungstag", "Valutadatum", "Name", "IBAN", "Verwendungszweck", "Betrag", "Währung"]
    )
    for line in lines:
        amount = plain_amount(line.amount, "EUR").replace(".", decimal)
        days = [f"{day:%d.%m.%Y}" for day in (line.booked_on, line.value_on)]
        writer.writerow([*days, line.name, line.iban, line.text, amount, "EUR"])
    return stream.getvalue().encode(encoding, errors="replace")


def mapped(sheet: Sheet) -> Mapping:
    """The mapping as it is suggested, for the account of these tests."""
    return suggested_mapping(sheet, "", account=IBAN, currency="EUR")
