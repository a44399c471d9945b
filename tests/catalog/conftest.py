"""A shop with a member who is signed in at the desk."""

import pytest
from django.test import Client

from comptoir.core.actor import Actor
from comptoir.shops.models import Shop
from tests.factories import make_account, make_member, make_shop, member_of


@pytest.fixture
def shop(db: None) -> Shop:
    return make_shop(slug="lune")


@pytest.fixture
def staff(shop: Shop) -> Actor:
    return member_of(shop)


@pytest.fixture
def desk(shop: Shop, client: Client) -> Client:
    account = make_account()
    make_member(shop, account)
    client.force_login(account)
    return client
