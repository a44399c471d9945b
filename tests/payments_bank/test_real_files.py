"""Every real file is read or refused in words; what is read adds up where the file itself does."""

import re
from decimal import Decimal
from pathlib import Path

import mt940 as other_reader
import pytest
from django.utils import translation

from comptoir.payments.statements import formats
from comptoir.payments.statements.plain import Found, Unreadable
from comptoir.payments.statements.text import text_of
from tests.payments_bank.files import mapped, needs_data, real_files

pytestmark = needs_data
PIECES = {
    "betterplace--currency_in_25.sta", "betterplace--empty_86.sta", "betterplace--empty_line.sta",
    "cmxl--account_identification_iban.sta", "cmxl--account_identification_legacy.sta",
    "self-provided--account_identification.sta", "self-provided--empty_non_swift.sta",
}  # fmt: skip
REFUSED = PIECES | {"self-provided--invalid_statement.sta", "camt053.v2.wrong.xml"}
NO_ACCOUNT = {
    "betterplace--missing_crlf_at_end.sta", "cmxl--account_balance_credit.sta", "cmxl--closing_balance.sta",
    "cmxl--statement_details.sta", "cmxl--statement_line.sta",
}  # fmt: skip
# Balances that the files themselves state wrongly: bookings were taken out of them by hand.
OFF = {
    "betterplace--sepa_snippet.sta", "betterplace--sepa_snippet_broken.sta", "jejik--abnamro.sta", "jejik--knab.sta",
    "jejik--postfinance.sta", "jejik--rabobank.sta", "self-provided--raiffeisen-cmi.sta", "self-provided--whitespace.sta",
    "camt053.v2.five.decimals.xml",
}  # fmt: skip
# How many statements and lines each of the others has, counted in the files by eye.
WHOLE = {
    "ASNB--mt940.txt": (31, 8), "cmxl--mt940.sta": (3, 16), "jejik--generic.sta": (2, 2), "mBank--mt940.sta": (1, 3),
    "mBank--mt942.sta": (1, 3), "citi--mt940.txt": (1, 5), "self-provided--raphaelm.sta": (3, 9),
    "camt053.v2.multi.statement.xml": (2, 2), "camt052.v6.xml": (1, 0), "camt054.v8-with-UETR.xml": (1, 1),
    "camt53.only-Dt-with-DtTm.xml": (1, 0), "sberbank--171011_01234945.sta": (1, 3),
}  # fmt: skip


def read(path: Path) -> Found:
    with path.open("rb") as stream:
        return formats.read(stream, mapped)


@pytest.mark.parametrize("path", real_files(), ids=lambda path: path.name)
def test_read_or_refused_in_words(path: Path) -> None:
    for language in ("en", "fr"):
        with translation.override(language):
            if path.name in REFUSED:
                with pytest.raises(Unreadable) as refusal:
                    read(path)
                assert len(refusal.value.message) > 20
                assert "%(" not in refusal.value.message
                continue
            found = read(path)
            assert found.statements or found.faults
            assert bool(found.faults) == (
                path.name in NO_ACCOUNT | {"self-provided--multiline.sta"}
            )
            assert all("%(" not in one.message for one in found.faults)
            off = any(one.difference for one in found.statements)
            assert off == (path.name in OFF)


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_statements_and_lines(name: str) -> None:
    found = read(next(path for path in real_files() if path.name == name))
    assert (len(found.statements), found.lines) == WHOLE[name]


@pytest.mark.parametrize(
    "path",
    [path for path in real_files() if path.parent.name == "mt940"],
    ids=lambda path: path.name,
)
def test_another_reader_finds_the_same_amounts(path: Path) -> None:
    """mt-940 is somebody else's; what it reads of one message, this one reads too."""
    text = text_of(path.read_bytes())[0]
    try:
        theirs = list(other_reader.parse(text))
        ours = [line for one in read(path).statements for line in one.lines]
    except Exception as refusal:  # either refuses in its own way
        pytest.skip(f"one of the two refuses it: {type(refusal).__name__}")
    if not ours or any(one.data.get("amount") is None for one in theirs):
        pytest.skip("nothing to compare")
    stated = [abs(Decimal(str(one.data["amount"].amount))) for one in theirs]
    assert sorted(stated) == sorted(Decimal(abs(line.amount)) / 100 for line in ours) or (
        path.name == "self-provided--multiline.sta"  # theirs takes the booking outside any message
    )


def test_dialects_give_name_account_and_text() -> None:
    by_name = {path.name: path for path in real_files()}
    sepa = read(by_name["betterplace--sepa_snippet.sta"]).statements[0].lines[0]
    assert (sepa.name, sepa.iban) == ("KARL KAUFMANN", "DE14508800500194785000")
    assert "Verw CTSc-01 BC-PPP TFNr 22 004" in sepa.text
    assert sepa.end_to_end == "EndToEndId TFNR 22 004 00001"
    asn = read(by_name["ASNB--mt940.txt"]).statements[0].lines[0]
    assert (asn.name, asn.iban, asn.amount) == ("hr gjlm paulissen", "NL47INGB9999999999", -6500)
    knab = read(by_name["jejik--knab.sta"]).statements[1].lines[1]
    assert (knab.name, knab.iban) == ("MMS ONLINE NEDERLAND B.V.", "NL84INGB0234561789")
    polish = read(by_name["mBank--mt940.sta"]).statements[0].lines[0]
    assert polish.name.startswith("JAN NOWAK")
    camt = read(by_name["camt053.v8.xml"]).statements[0].lines[0]
    assert (camt.name, camt.iban, camt.amount) == ("NAME NAME", "NL56AGDH9619008421", 885)
    assert re.search(r"\b4654654654654654\b", camt.text)
