"""Payment codes: for which currency and account, what they say, and that they can be read."""

import re
from decimal import Decimal

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from segno.helpers import make_epc_qr
from stdnum import iban as iban_numbers

from comptoir.payments.codes.choice import Account, code_kind, payment_code
from comptoir.payments.codes.picture import _rows, png, svg, width
from comptoir.payments.references import creditor_reference, qr_reference
from tests.payments.scanning import Asked, read, taken_apart

FRENCH = Account("Café Merle & Fils", "FR7630006000011234567890189", "AGRIFRPP")
CZECH = Account("Dílna *Luna* 100%", "CZ6508000000192000145399", "GIBACZPX")
PLACE = {"street": "Rue du Lac 1", "postal_code": "1000", "city": "Lausanne"}
QR_IBAN = Account("Atelier Lune Sàrl", "CH4431999123000889012", "", **PLACE)
SWISS = Account("Atelier Lune Sàrl", "CH5800791123000889012", "", **PLACE)
OWN = "7K3M9QX2AB"
RF, QRR = creditor_reference(OWN), qr_reference(OWN)


@pytest.mark.parametrize(
    ("currency", "account", "plain", "amount"),
    [
        ("EUR", FRENCH, RF, "EUR48.90"),
        ("CZK", CZECH, "202600042", "CZK48.90"),
        ("CHF", QR_IBAN, QRR, "CHF48.90"),
        ("EUR", QR_IBAN, QRR, "EUR48.90"),
        ("CHF", SWISS, RF, "CHF48.90"),
        ("EUR", SWISS, RF, "EUR48.90"),
    ],
)
def test_what_is_read_back_is_what_was_asked(
    currency: str, account: Account, plain: str, amount: str
) -> None:
    said = payment_code(currency, account, amount=4890, plain=plain, number="2026-00042")
    assert taken_apart(read(png(said))) == Asked(
        account.holder, account.iban, amount, plain, bic=account.bic
    )


@pytest.mark.parametrize(
    ("currency", "account", "kind"),
    [
        ("EUR", Account("L", "FR7630006000011234567890189"), ("epc", "")),
        ("EUR", Account("L", "CZ6508000000192000145399"), ("epc", "")),
        ("EUR", Account("L", "GB29NWBK60161331926819", "NWBKGB2L"), ("epc", "")),
        ("EUR", Account("L", "GB29NWBK60161331926819"), ("", "bic")),
        ("EUR", Account("L", "CH5800791123000889012", "POFICHBE"), ("epc", "")),
        ("EUR", Account("L", "CH4431999123000889012", "POFICHBE"), ("", "address")),
        ("CHF", Account("L", "CH5800791123000889012"), ("", "address")),
        ("CHF", Account("L", "FR7630006000011234567890189"), ("", "none")),
        ("CZK", Account("L", "FR7630006000011234567890189"), ("", "none")),
        ("GBP", Account("L", "GB29NWBK60161331926819"), ("", "none")),
        ("EUR", Account("L", "BR1500000000000010932840814P2"), ("", "none")),
        ("CZK", QR_IBAN, ("", "qr_iban")),
    ],
)
def test_only_where_currency_and_account_suit(
    currency: str, account: Account, kind: tuple[str, str]
) -> None:
    assert iban_numbers.is_valid(account.iban)
    assert code_kind(currency, account) == kind
    said = payment_code(currency, account, amount=1, plain=RF, number="1")
    assert bool(said) == bool(kind[0])


@pytest.mark.parametrize("amount", [0, -1, 100_000_000_000])
def test_what_a_standard_can_not_say_is_no_code(amount: int) -> None:
    for currency, account, plain in (("EUR", FRENCH, RF), ("CZK", CZECH, "1"), ("CHF", SWISS, RF)):
        assert payment_code(currency, account, amount=amount, plain=plain, number="1") == ""


@given(st.integers(1, 99_999_999_999))
def test_the_epc_code_says_what_another_writer_says(amount: int) -> None:
    ours = payment_code("EUR", FRENCH, amount=amount, plain=RF, number="")
    theirs = make_epc_qr(
        FRENCH.holder,
        FRENCH.iban,
        Decimal(amount).scaleb(-2),
        reference=RF,
        bic=FRENCH.bic,
        encoding="utf-8",
    )
    # It leaves trailing zeros away; the same payload drawn with its mask is the same picture.
    cut = re.sub(r"(?m)^(EUR\d+)\.(\d*?)0*$", lambda m: m[1] + (f".{m[2]}" if m[2] else ""), ours)
    mine = segno.make_qr(cut.encode(), error="m", boost_error=False, mask=theirs.mask)
    assert mine.matrix == theirs.matrix


def test_a_page_shows_every_module_and_the_white_around() -> None:
    said = payment_code("EUR", FRENCH, amount=4890, plain=RF, number="")
    drawn = svg(said, 'Code "x"')
    assert 'aria-label="Code &quot;x&quot;"' in drawn
    assert "style" not in drawn
    modules = len(_rows(said))
    assert modules >= 41
    assert width(said) == (modules + 8) * 4
    dark = sum(int(run) for run in re.findall(r"h(\d+)v1", drawn))
    assert dark == sum(sum(row) for row in _rows(said))
