"""A shop, a member signed in, and an order of it."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from comptoir.orders.models import Order
from comptoir.shops.models import Shop
from tests.factories import make_account, make_member, make_order, make_shop


@dataclass
class Desk:
    """What a member does on the pages of one shop."""

    shop: Shop
    client: Client

    def url(self, name: str, order: Order, *parts: object) -> str:
        return reverse(f"desk:{name}", args=[self.shop.slug, order.number, *parts])

    def page(self, order: Order) -> str:
        answer = self.client.get(self.url("order", order))
        assert answer.status_code == 200
        return answer.content.decode()

    def post(self, step: str, order: Order, /, *parts: object, **data: object) -> Any:
        """The step's form, sent as drawn from the order as it is now."""
        order.refresh_from_db()
        sent = {"version": order.version} | data
        return self.client.post(self.url(f"order_{step}", order, *parts), sent)

    def done(self, step: str, order: Order, /, *parts: object, **data: object) -> str:
        """Takes the step and follows back to the order page; gives that page."""
        answer = self.post(step, order, *parts, **data)
        assert answer.status_code == 302, answer.content.decode()
        assert answer["Location"] == self.url("order", order)
        order.refresh_from_db()
        return self.page(order)


def sign_in(shop: Shop, rights: frozenset[str] | None = None, name: str = "") -> Desk:
    account = make_account()
    if name:
        type(account).objects.filter(id=account.id).update(name=name)
    make_member(shop, account) if rights is None else make_member(shop, account, rights)
    client = Client()
    client.force_login(account)
    client.cookies["language"] = "en"
    return Desk(shop, client)


@pytest.fixture
def shop(db: None) -> Shop:
    return make_shop()


@pytest.fixture
def desk(shop: Shop) -> Desk:
    return sign_in(shop, name="Lucie")


@pytest.fixture
def order(shop: Shop) -> Order:
    return make_order(shop)
