"""Setting up a bank transfer: what the page says about payment codes."""

from typing import Any

import pytest
from django.test import Client

from comptoir.methods.models import PaymentMethod
from comptoir.orders.writing import payment_as_was
from comptoir.shops.models import Shop
from tests.factories import make_payment

PAYMENT = "/desk/lune/settings/payment/"
TYPED = {
    "kind": "bank_transfer",
    "names_fr": "Virement",
    "active": "on",
    "holder": "Atelier Lune",
    "iban": "CH44 3199 9123 0008 8901 2",
    "fee_tax_class": "standard",
}
PLACE = {"holder_street": "Rue du Lac 1", "holder_postal_code": "1000", "holder_city": "Lausanne"}


def test_the_holders_place_is_kept_and_frozen_with_orders(desk: Client, shop: Shop) -> None:
    assert desk.post(f"{PAYMENT}add/", TYPED | PLACE).status_code == 302
    method = PaymentMethod.objects.get()
    was: Any = payment_as_was(method, "fr", "fr")
    assert {name: was[name] for name in PLACE} == PLACE
    page = desk.get(f"{PAYMENT}{method.id}/").content.decode()
    assert 'value="Lausanne"' in page
    assert "QR-IBAN" in page
    assert "QR-IBAN" in desk.get(PAYMENT).content.decode()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "EPC"),
        ({"iban": "CH4431999123000889012"}, "postal code and town"),
        ({"iban": "GB29NWBK60161331926819", "bic": ""}, "needs the BIC"),
        ({"iban": "BR1500000000000010932840814P2"}, "no such code"),
        ({"iban": "CH5800791123000889012"} | PLACE, "QR-bill"),
    ],
)
def test_the_page_says_which_code_customers_get(
    desk: Client, shop: Shop, fields: dict[str, str], said: str
) -> None:
    method = make_payment(shop, **fields)
    headers = {"accept-language": "en"}
    page = desk.get(f"{PAYMENT}{method.id}/", headers=headers).content.decode()
    assert said in page


def test_a_town_that_no_code_could_hold_is_refused(desk: Client, shop: Shop) -> None:
    answer = desk.post(f"{PAYMENT}add/", TYPED | {"holder_city": "L" * 36})
    assert answer.status_code == 422
    assert not PaymentMethod.objects.exists()
