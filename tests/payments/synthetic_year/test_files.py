"""The three forms say the same as the year, within what each form can say."""

import csv
import io
import re
from xml.etree import ElementTree as ET

import pytest
from stdnum import iban
from stdnum.iso11649 import is_valid

from tests.payments.synthetic_year import Year, as_camt, as_csv, as_mt940, year
from tests.payments.synthetic_year.model import OPENING

pytestmark = pytest.mark.once
X = re.compile(r"[A-Za-z0-9/\-?:().,'+ ]*")


@pytest.fixture(scope="module")
def made() -> Year:
    return year(2, 2000)


def test_account_numbers_and_structured_references_are_valid(made: Year) -> None:
    for transfer in made.transfers:
        assert not transfer.iban or iban.is_valid(transfer.iban, check_country=False)
        assert not transfer.structured or is_valid(transfer.text.upper())


def test_camt_balances_follow_and_hold_every_transfer(made: Year) -> None:
    balance, seen, batches = OPENING, [], 0
    for number, content in enumerate(as_camt(made)):
        root = ET.fromstring(content)  # noqa: S314 our own file
        version = "08" if number >= 6 else "02"
        assert root.tag == f"{{urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}}}Document"
        for element in root.iter():
            element.tag = element.tag.partition("}")[2]
        for statement in root.iter("Stmt"):
            opening, closing = (_signed(one) for one in statement.findall("Bal"))
            entries = [_signed(one) for one in statement.findall("Ntry")]
            assert opening == balance
            assert opening + sum(entries) == closing
            balance = closing
        for entry in root.iter("Ntry"):
            parts = entry.findall("NtryDtls/TxDtls")
            batches += len(parts) > 1
            path = "Amt" if version == "08" else "AmtDtls/TxAmt/Amt"
            assert sum(_cents(part.findtext(path)) for part in parts) == abs(_signed(entry))
            seen += [part.findtext("Refs/AcctSvcrRef") for part in parts]
    assert sorted(filter(None, seen)) == [transfer.id for transfer in made.transfers]
    assert balance == OPENING + sum(transfer.amount for transfer in made.transfers)
    assert batches > 3


def test_camt_keeps_accents(made: Year) -> None:
    names = {transfer.name for transfer in made.transfers}
    text = "".join(content.decode("utf-8") for content in as_camt(made))
    assert any(not name.isascii() and name in text for name in names)


def test_mt940_lines_and_letters(made: Year) -> None:
    for content in as_mt940(made):
        for line in content.decode("ascii").split("\r\n"):
            value = re.sub(r"^:\d\d[A-Z]?:", "", line)
            assert len(value) <= 65
            assert X.fullmatch(value)
            assert line == "-" or not line.startswith("-")


def test_mt940_balances_follow_and_hold_every_transfer(made: Year) -> None:
    balance, seen = OPENING, []
    for content in as_mt940(made):
        for message in content.decode("ascii").split("\r\n-\r\n")[:-1]:
            opening = re.search(r":60F:([CD])\d{6}EUR(\d+,\d\d)", message)
            closing = re.search(r":62F:([CD])\d{6}EUR(\d+,\d\d)", message)
            lines = re.findall(r":61:\d{10}(R?[CD])R?(\d+,\d\d)NTRFNONREF//(\d+)", message)
            assert opening
            assert closing
            assert _marked(*opening.groups()) == balance
            balance += sum(_marked(mark, amount) for mark, amount, _id in lines)
            assert _marked(*closing.groups()) == balance
            assert message.count(":86:") == len(lines)
            seen += [found for _mark, _amount, found in lines]
    assert seen == [transfer.id for transfer in made.transfers]


def test_mt940_subfields_are_short(made: Year) -> None:
    first = as_mt940(made)[0].decode("ascii")
    details = re.findall(r":86:(.*?)\r\n(?=:|-)", first, re.DOTALL)
    assert len(details) > 100
    for text in details:
        fields = text.replace("\r\n", "").split("?")
        assert re.fullmatch(r"\d{3}", fields[0])
        for field in fields[1:]:
            key, value = field[:2], field[2:]
            assert len(value) <= (34 if key == "31" else 27)


@pytest.mark.parametrize("bank", ["german", "french"])
def test_csv_has_every_transfer(made: Year, bank: str) -> None:
    amounts = []
    for content in as_csv(made, bank):
        rows = csv.DictReader(io.StringIO(content.decode("cp1252")), delimiter=";")
        found = [_of_row(row) for row in rows]
        amounts += found[::-1] if bank == "german" else found
    assert amounts == [transfer.amount for transfer in made.transfers]


def test_french_csv_tells_the_balance(made: Year) -> None:
    last = as_csv(made, "french")[-1].decode("cp1252").splitlines()[-1]
    balance = OPENING + sum(transfer.amount for transfer in made.transfers)
    assert _cents(last.split(";")[-1]) == balance


def _of_row(row: dict[str, str]) -> int:
    return _cents(row.get("Betrag") or row["Débit"] or row["Crédit"])


def _signed(element: ET.Element) -> int:
    sign = 1 if element.findtext("CdtDbtInd") == "CRDT" else -1
    return sign * _cents(element.findtext("Amt"))


def _marked(mark: str, amount: str) -> int:
    return _cents(amount) if mark == "C" else -_cents(amount)


def _cents(text: str | None) -> int:
    assert text
    return int(re.sub(r"[.,]", "", text))
