"""What the shop's print of an order says."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from comptoir.core.errors import NotFound
from comptoir.documents.order_paper import Paper, order_paper
from comptoir.orders.actions.mark_paid import mark_paid
from comptoir.orders.actions.void_payment import void_payment
from comptoir.orders.models import Order, Payment
from comptoir.shops.models import Shop
from tests.factories import (
    NOW,
    make_address,
    make_delivery,
    make_order,
    make_shop,
    make_variant,
    member_of,
)

pytestmark = pytest.mark.django_db


def _paper(shop: Shop, order: Order, language: str = "fr") -> Paper:
    with translation.override(language):
        return order_paper(shop=shop, number=order.number)


def _page(paper: Paper, language: str = "fr") -> str:
    with translation.override(language):
        return " ".join(render_to_string("documents/order.html", {"paper": paper}).split())


def test_lines_and_tax_are_what_the_order_stores() -> None:
    shop = make_shop()
    order = make_order(shop, make_variant(shop, price=2400, sku="CUP"), quantity=3)
    paper = _paper(shop, order)
    goods, delivery = paper.lines
    assert (goods.quantity, goods.unit_price, goods.gross, goods.sku) == (3, 2400, 7200, "CUP")
    assert (delivery.quantity, delivery.gross) == (None, 490)
    assert [(tax.rate, tax.net + tax.tax) for tax in paper.taxes] == [("20\u00a0%", order.total)]
    assert sum(tax.tax for tax in paper.taxes) == order.tax


def test_delivery_address_stands_in_the_window_and_billing_beside() -> None:
    shop = make_shop()
    billing = make_address(
        name="Comptabilité", company="Café Merle", city="Bruxelles", country="BE"
    )
    order = make_order(shop, billing=billing)
    paper = _paper(shop, order)
    assert paper.window == ["Anne Dupont", "12 rue de la République", "69002 Lyon", "France"]
    assert paper.billing[-2:] == ["69002 Bruxelles", "Belgique"]
    assert "Adresse de facturation" in _page(paper)


def test_pick_up_shows_the_name() -> None:
    shop = make_shop()
    order = make_order(shop, delivery=make_delivery(shop, pickup=True, carrier=""))
    assert _paper(shop, order).window == ["Anne Dupont"]


def test_payments_that_stand_are_shown() -> None:
    shop = make_shop()
    order = make_order(shop)
    staff = member_of(shop)
    for amount in (1000, 500):
        mark_paid(shop_id=shop.id, order_id=order.id, amount=amount, actor=staff, now=NOW)
    first = Payment.objects.filter(order=order).earliest("id")
    void_payment(shop_id=shop.id, order_id=order.id, payment_id=first.id, actor=staff, now=NOW)
    paper = _paper(shop, order)
    assert [payment.amount for payment in paper.payments] == [500]
    page = _page(paper)
    assert "5,00\xa0€" in page or "5,00 €" in page


def test_shop_without_vat_says_so() -> None:
    shop = make_shop(
        vat_registered=False,
        vat_exempt_sentence={"fr": "TVA non applicable, art. 293 B du CGI"},
    )
    order = make_order(shop)
    paper = _paper(shop, order)
    assert paper.taxes == []
    assert "TVA non applicable, art. 293 B du CGI" in _page(paper)


def test_in_english_too_and_only_of_the_own_shop() -> None:
    shop = make_shop()
    order = make_order(shop, note="<b>Ring</b>")
    page = _page(_paper(shop, order, "en"), "en")
    assert "Unit price" in page
    assert "&lt;b&gt;Ring&lt;/b&gt;" in page
    with pytest.raises(NotFound):
        _paper(make_shop(), order)
