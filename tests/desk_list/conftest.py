"""A shop with orders, and somebody signed in to it."""

import pytest
from django.test import Client

from comptoir.orders.models import Order
from comptoir.shops.models import Shop
from tests.factories import make_account, make_member, make_shop
from tests.orders_queries.scene import fill, tag


@pytest.fixture
def shop() -> Shop:
    return make_shop(slug="lune")


@pytest.fixture
def orders(shop: Shop) -> list[Order]:
    """120 active orders of the shop, some with a tag; beside them another shop's."""
    fill(make_shop(), 5, name="Somebody Else")
    found = fill(shop, 120)
    tag(shop, "gift", found[:3])
    return found


@pytest.fixture
def desk(shop: Shop) -> Client:
    """A member's browser, in English."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(make_member(shop, make_account()).account)
    return client
