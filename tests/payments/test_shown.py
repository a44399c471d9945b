"""The code on the customer's page, in the mail and on paper, each read as a phone would."""

import re
from datetime import UTC, datetime

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from comptoir.core.database import write
from comptoir.core.worker import once
from comptoir.documents.order_paper import order_paper
from comptoir.mailing.models import Message
from comptoir.mailing.queries import message as read_message
from comptoir.orders.actions.cancel import cancel
from comptoir.orders.actions.mark_paid import mark_paid
from comptoir.orders.models import Order
from comptoir.payments.references import creditor_reference, qr_reference, variable_symbol
from comptoir.payments.transfer import transfer
from comptoir.shops.models import Shop
from tests.browser import Browse
from tests.factories import NOW, make_order, make_payment, make_shop, make_variant, member_of
from tests.payments.scanning import Asked, read, taken_apart

IBAN = "FR7630006000011234567890189"
LATER = datetime(2026, 11, 21, 9, tzinfo=UTC)


def _order(shop: Shop, **payment: str) -> Order:
    return make_order(shop, make_variant(shop, price=4400), payment=make_payment(shop, **payment))


def _asked(order: Order, amount: str) -> Asked:
    return Asked("Atelier Lune", IBAN, amount, creditor_reference(order.reference), bic="AGRIFRPP")


def _pay(order: Order, amount: int | None = None) -> None:
    actor = member_of(order.shop)
    mark_paid(shop_id=order.shop_id, order_id=order.id, amount=amount, actor=actor, now=LATER)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("dark", "language"), [(False, "fr"), (True, "en")])
def test_the_page_is_read_from_the_screen_of_a_phone(
    browse: Browse, dark: bool, language: str
) -> None:
    shop = make_shop()
    order = _order(shop)
    page = browse(language=language, width=390, dark=dark)
    page.goto(f"/{shop.slug}/order/{order.token}/?thanks=1")
    code = page.locator(".pay-code")
    code.scroll_into_view_if_needed()
    assert taken_apart(read(page.screenshot())) == _asked(order, "EUR48.90")
    box = code.bounding_box()
    assert box is not None
    assert box["width"] >= 41 * 4
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("dark", [False, True])
def test_a_swiss_code_is_read_past_its_cross(browse: Browse, dark: bool) -> None:
    iban = "CH4431999123000889012"
    place = {"holder_street": "Rue du Lac 1", "holder_postal_code": "1000"}
    shop = make_shop(currency="CHF")
    order = _order(shop, iban=iban, bic="", holder_city="Lausanne", **place)
    page = browse(language="fr", width=390, dark=dark)
    page.goto(f"/{shop.slug}/order/{order.token}/")
    page.locator(".pay-code").scroll_into_view_if_needed()
    asked = taken_apart(read(page.screenshot()))
    assert asked == Asked("Atelier Lune", iban, "CHF48.90", qr_reference(order.reference))


@pytest.mark.django_db
def test_the_code_asks_for_what_is_still_open(client: Client) -> None:
    shop = make_shop()
    order = _order(shop)
    _pay(order, 1000)
    order.refresh_from_db()
    asked = transfer(order)
    assert asked is not None
    assert taken_apart(asked.code) == _asked(order, "EUR38.90")
    shown = client.get(f"/{shop.slug}/order/{order.token}/").content.decode()
    assert "pay-code" in shown
    assert asked.reference in shown
    assert re.fullmatch(r"RF\d\d(?: [0-9A-Z]{1,4})+", asked.reference)
    _pay(order)
    assert "pay-code" not in client.get(f"/{shop.slug}/order/{order.token}/").content.decode()


@pytest.mark.django_db
def test_a_cancelled_order_asks_for_nothing(client: Client) -> None:
    order = _order(make_shop())
    cancel(shop_id=order.shop_id, order_id=order.id, actor=member_of(order.shop), now=LATER)
    order.refresh_from_db()
    assert transfer(order) is None


@pytest.mark.django_db
def test_the_order_keeps_the_account_it_showed() -> None:
    order = _order(make_shop())
    before = transfer(order)
    method = order.payment_method
    assert method is not None
    method.iban, method.holder = "DE89370400440532013000", "Another"
    with write():
        method.save()
    assert transfer(Order.objects.get(id=order.id)) == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("dark", [False, True])
def test_the_mail_is_read_from_the_screen_of_a_phone(browse: Browse, dark: bool) -> None:
    order = _order(make_shop())
    once(NOW)
    kept = Message.objects.get(order=order, kind="confirmation")
    page = browse(width=390, dark=dark)
    page.set_content(read_message(order.shop_id, kept.id).html)
    code = page.locator("img[src^='data:image/png']")
    code.scroll_into_view_if_needed()
    assert taken_apart(read(page.screenshot())) == _asked(order, "EUR48.90")


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_paper_of_an_unpaid_order_has_it(language: str) -> None:
    order = _order(make_shop())
    with translation.override(language):
        paper = order_paper(shop=order.shop, number=order.number)
        drawn = render_to_string("documents/order.html", {"paper": paper})
        assert drawn.count("pay-code") == 1
        assert paper.reference in drawn
        _pay(order)
        paid = order_paper(shop=order.shop, number=order.number)
        assert "pay-code" not in render_to_string("documents/order.html", {"paper": paid})


@pytest.mark.django_db
def test_koruna_are_paid_by_variable_symbol(client: Client) -> None:
    shop = make_shop(currency="CZK")
    order = _order(shop, iban="CZ6508000000192000145399", bic="GIBACZPX")
    shown = client.get(f"/{shop.slug}/order/{order.token}/").content.decode()
    symbol = variable_symbol(order.number, order.reference)
    assert symbol == order.number.replace("-", "")
    assert f"<span>{symbol}</span>" in shown
    assert "Symbole variable" in shown or "Variable symbol" in shown
    assert "pay-code" in shown


@pytest.mark.django_db
def test_no_code_where_none_suits_and_still_the_words(client: Client) -> None:
    shop = make_shop(currency="GBP")
    order = _order(shop, iban="GB29NWBK60161331926819", bic="NWBKGB2L")
    shown = client.get(f"/{shop.slug}/order/{order.token}/").content.decode()
    assert "pay-code" not in shown
    assert "GB29 NWBK 6016 1331 9268 19" in shown
    assert "RF" in shown
