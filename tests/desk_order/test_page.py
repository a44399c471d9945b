"""The order page: what it shows, in how many statements, to whom."""

import pytest
from django.db import connection
from django.test import Client

from comptoir.orders.models import Order
from comptoir.shops.models import Shop
from comptoir.shops.rights import SEE
from tests.desk_order.conftest import Desk, sign_in
from tests.factories import make_order, make_shop, make_variant
from tests.orders_queries.scene import Statements

pytestmark = pytest.mark.django_db


def test_shows_the_whole_order(desk: Desk, shop: Shop) -> None:
    order = make_order(shop, make_variant(shop, price=2400, sku="CUP-1"), note="Ring twice")
    page = desk.page(order)
    for text in (
        order.number,
        "CUP-1",
        "€28.90",
        "20%",
        "of which VAT 20%",
        "Ring twice",
        "Anne Dupont",
        "anne@example.com",
        "+33 4 72 00 00 00",
        "12 rue de la République",
        "69002 Lyon",
        "in French",
        "Virement",
        order.reference,
        "Order placed",
    ):
        assert text in page, text


def test_french_page(desk: Desk, order: Order) -> None:
    desk.client.cookies["language"] = "fr"
    page = desk.page(order)
    assert "en français" in page
    assert "Marquer comme payée" in page
    assert "28,90\xa0€" in page


def test_takes_a_fixed_number_of_statements(desk: Desk, shop: Shop, order: Order) -> None:
    desk.page(order)
    small, large = Statements(), Statements()
    with connection.execute_wrapper(small):
        desk.page(order)
    big = make_order(shop, *(make_variant(shop) for _ in range(12)), email="anne@example.com")
    for amount in ("1", "2", "3"):
        desk.done("pay", big, amount=amount, day="2026-11-20")
    for name in ("gift", "fragile"):
        desk.done("tag", big, name=name)
    desk.page(big)
    with connection.execute_wrapper(large):
        desk.page(big)
    assert len(large.all) == len(small.all)
    large.assert_bounded()


def test_other_orders_of_the_customer(desk: Desk, shop: Shop, order: Order) -> None:
    assert "other order" not in desk.page(order)
    make_order(shop)
    page = desk.page(order)
    assert "1 other order" in page
    assert "?q=anne%40example.com" in page


def test_foreign_orders_are_not_found(desk: Desk) -> None:
    foreign = make_order(make_shop())
    assert desk.client.get(desk.url("order", foreign)).status_code == 404
    for name in ("pay", "complete", "archive", "comment", "print", "tracking"):
        assert desk.client.get(desk.url(f"order_{name}", foreign)).status_code == 404, name


def test_signed_out_leads_to_sign_in(desk: Desk, order: Order) -> None:
    answer = Client().get(desk.url("order", order))
    assert answer.status_code == 302
    assert "login" in answer["Location"]


def test_without_rights_no_buttons_and_no_way_around(shop: Shop, order: Order) -> None:
    desk = sign_in(shop, frozenset({SEE}))
    page = desk.page(order)
    for word in ("Mark as paid", "Archive<", "Delete", "Correct", "Save"):
        assert word not in page, word
    assert "Print" in page
    for name, data in {
        "pay": {"amount": "28.90", "day": "2026-11-20"},
        "archive": {},
        "comment": {"text": "x"},
        "delete": {},
        "contact": {"name": "A", "email": "a@example.com"},
    }.items():
        assert desk.post(name, order, **data).status_code == 403, name
        assert desk.client.get(desk.url(f"order_{name}", order)).status_code == 403, name
    order.refresh_from_db()
    assert order.version == 1


def test_placed_text_is_shown_as_text(desk: Desk, shop: Shop) -> None:
    order = make_order(shop, note="<script>alert(1)</script>")
    page = desk.page(order)
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
