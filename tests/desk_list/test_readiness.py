"""What a new shop still lacks is said on the desk, leads to its page, and is gone when done."""

from typing import Any

import pytest
from django.test import Client

from comptoir.methods.actions.switch_delivery_method import switch_delivery_method
from comptoir.methods.actions.switch_payment_method import switch_payment_method
from comptoir.shops.actions.change_settings import change_settings
from comptoir.shops.models import Shop
from comptoir.shops.rights import EDIT, SEE
from tests.factories import (
    NOW,
    make_account,
    make_delivery,
    make_member,
    make_payment,
    make_variant,
    member_of,
)
from tests.orders_queries.scene import watched

pytestmark = pytest.mark.django_db
LIST, SETTINGS = "/desk/lune/orders/", "/desk/lune/settings/"
TITLE = "Before your shop can sell"
ALL_OF_THEM = [
    "/desk/lune/new-product/",
    "/desk/lune/settings/delivery/",
    "/desk/lune/settings/payment/",
    "/desk/lune/settings/shop/legal/",
]
SENDER = "/desk/lune/settings/shop/mails/"


def said(desk: Client, address: str = LIST) -> str:
    """The part of the page that says what is missing; "" without one."""
    page = desk.get(address).content.decode()
    if TITLE not in page:
        return ""
    return page[page.index('<section class="lacking"') :].split("</section>")[0]


@pytest.mark.parametrize("address", [LIST, SETTINGS])
def test_a_new_shop_is_told_all_that_is_missing(desk: Client, address: str) -> None:
    hint = said(desk, address)
    for wanted in (*ALL_OF_THEM, SENDER):
        assert f'href="{wanted}"' in hint
        assert desk.get(wanted).status_code == 200


def test_what_is_done_is_gone_and_in_the_end_everything(desk: Client, shop: Shop) -> None:
    make_variant(shop)
    delivery, payment = make_delivery(shop), make_payment(shop)
    name_business(shop)
    assert said(desk) == ""
    where: dict[str, Any] = {"shop_id": shop.id, "actor": member_of(shop), "now": NOW}
    for active in (False, True):
        switch_delivery_method(**where, method_id=delivery.id, active=active)
        assert (ALL_OF_THEM[1] in said(desk)) is not active
    for active in (False, True):
        switch_payment_method(**where, method_id=payment.id, active=active)
        assert (ALL_OF_THEM[2] in said(desk)) is not active
    assert said(desk) == ""


def test_a_sender_address_alone_is_not_asked_for(desk: Client, shop: Shop) -> None:
    name_business(shop)
    assert SENDER in said(desk)
    change(shop, sender_email="shop@lune.example")
    hint = said(desk)
    assert hint
    assert SENDER not in hint


def test_who_may_not_set_up_and_who_searches_see_none(desk: Client, shop: Shop) -> None:
    clerk = Client()
    clerk.force_login(make_member(shop, make_account(), frozenset({SEE, EDIT})).account)
    assert said(clerk) == ""
    assert said(desk, f"{LIST}?q=anne") == ""


def test_it_costs_lists_no_statement(desk: Client, shop: Shop) -> None:
    clerk = Client()
    clerk.force_login(make_member(shop, make_account(), frozenset({SEE})).account)
    numbers = []
    for who in (desk, clerk):
        who.get(LIST)  # what is kept of the shop is read once
        with watched() as statements:
            who.get(LIST)
        numbers.append(len(statements.all))
    assert numbers[0] == numbers[1]


def name_business(shop: Shop) -> None:
    change(shop, legal_name="Lune SARL", legal_address="1 rue des Potiers, Lyon")


def change(shop: Shop, **values: str) -> None:
    change_settings(shop_id=shop.id, values=values, actor=member_of(shop), now=NOW)
