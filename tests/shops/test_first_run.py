"""The first account and shop: by one link, once."""

from typing import Any

import pytest

from comptoir.shops.actions.first_run import first_run
from comptoir.shops.errors import FirstRunOver, SlugReserved, WeakPassword
from comptoir.shops.first_run import first_run_token, is_first_run
from comptoir.shops.models import Account, Membership, Shop
from comptoir.shops.rights import ALL
from tests.factories import NOW, make_account
from tests.races.at_once import at_once


def run(**fields: Any) -> Shop:
    values: dict[str, Any] = {
        "email": "lea@example.com",
        "password": "une lune en faience",
        "name": "Léa",
        "slug": "lune",
        "names": {"fr": "Lune"},
        "currency": "EUR",
        "country": "FR",
        "zone": "Europe/Paris",
        "languages": ["fr"],
    }
    return first_run(now=NOW, **values | fields)


@pytest.mark.django_db
def test_the_first_person_owns_the_first_shop() -> None:
    assert is_first_run(first_run_token())
    shop = run()
    member = Membership.objects.get(shop=shop)
    assert member.account.email == "lea@example.com"
    assert frozenset(member.rights) == ALL
    assert not is_first_run(first_run_token())


@pytest.mark.django_db
def test_once_there_is_an_account_the_link_is_over() -> None:
    make_account()
    assert not is_first_run(first_run_token())
    with pytest.raises(FirstRunOver):
        run()
    assert not Shop.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "x", "é", "0" * 32])
def test_another_secret_opens_nothing(token: str) -> None:
    assert not is_first_run(token)


@pytest.mark.django_db
def test_what_is_refused_leaves_the_door_open() -> None:
    with pytest.raises(WeakPassword):
        run(password="short")
    with pytest.raises(SlugReserved):
        run(slug="desk")
    assert not Account.objects.exists()
    assert is_first_run(first_run_token())
    assert run().slug == "lune"


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_shop() -> None:
    results = at_once(
        run, lambda: run(email="max@example.com", slug="soleil", names={"fr": "Soleil"})
    )
    assert sorted(type(one).__name__ for one in results) == ["FirstRunOver", "Shop"]
    assert (Account.objects.count(), Shop.objects.count()) == (1, 1)
