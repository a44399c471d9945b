"""A new shop: its address, its owner, its rates."""

from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from comptoir.core.errors import Invalid
from comptoir.core.models import Event
from comptoir.shops.actions.create_shop import create_shop
from comptoir.shops.errors import SlugReserved, SlugTaken
from comptoir.shops.models import Account, Membership, Shop, TaxRate
from comptoir.shops.rights import ALL
from comptoir.shops.rules import RESERVED
from tests.factories import NOW, make_account

pytestmark = pytest.mark.django_db


def found(owner: Account | None = None, **fields: Any) -> Shop:
    values: dict[str, Any] = {
        "slug": "lune",
        "names": {"fr": "Lune"},
        "currency": "EUR",
        "country": "FR",
        "zone": "Europe/Paris",
        "languages": ["fr", "en"],
    }
    return create_shop(owner=owner or make_account(), now=NOW, **values | fields)


def test_the_owner_holds_every_right_and_hears_of_orders() -> None:
    owner = make_account("lea@example.com")
    shop = found(owner)
    member = Membership.objects.get(shop=shop)
    assert (member.account, frozenset(member.rights)) == (owner, ALL)
    assert shop.notification_emails == ["lea@example.com"]
    event = Event.objects.get(subject_kind="shop", subject_id=shop.id)
    assert (event.kind, event.actor_id) == ("shop.created", owner.id)


def test_the_country_s_rates_stand_as_rows() -> None:
    shop = found()
    rates = {row.tax_class: row.rate for row in TaxRate.objects.filter(shop=shop)}
    assert rates["standard"] == 20_000
    assert rates["reduced"] == 5_500
    assert rates["second_reduced"] == 10_000


def test_a_country_outside_the_union_begins_without_rates() -> None:
    assert not TaxRate.objects.filter(shop=found(country="CA", currency="CAD")).exists()


@pytest.mark.parametrize("slug", sorted(RESERVED))
def test_reserved_names_can_t_be_shops(slug: str) -> None:
    with pytest.raises((SlugReserved, Invalid)):
        found(slug=slug)
    assert not Shop.objects.exists()


def first_parts(patterns: list[URLPattern | URLResolver], before: str = "") -> set[str]:
    """The first parts of addresses that are fixed words, at that depth."""
    words: set[str] = set()
    for pattern in patterns:
        whole = before + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLResolver) and "/" not in whole:
            words |= first_parts(pattern.url_patterns, whole)
        else:
            words.add(whole.split("/")[0])
    return {word for word in words if word and "<" not in word}


def test_every_first_word_of_an_address_is_reserved() -> None:
    files = {word for word in first_parts(get_resolver().url_patterns) if "." in word}
    assert first_parts(get_resolver().url_patterns) - files <= RESERVED
    desk = next(one for one in get_resolver().url_patterns if str(one.pattern) == "desk/")
    assert isinstance(desk, URLResolver)
    assert first_parts(desk.url_patterns) <= RESERVED


@pytest.mark.parametrize("slug", ["", "Lune", "-lune", "lune-", "l une", "lune/x", "é", "x" * 41])
def test_addresses_that_are_refused(slug: str) -> None:
    with pytest.raises(Invalid) as refused:
        found(slug=slug)
    assert refused.value.field == "slug"


def test_a_taken_address_is_refused_and_leaves_nothing() -> None:
    found()
    with pytest.raises(SlugTaken):
        found()
    assert Shop.objects.count() == 1
    assert Membership.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("currency", "XYZW"),
        ("zone", "Mars/Olympus"),
        ("languages", []),
        ("names", {"fr": " "}),
        ("names", {"fr": "Lune\nBcc: all"}),
        ("country", "ZZ"),
        ("languages", ["tlh"]),
    ],
)
def test_what_can_t_be_is_refused(field: str, value: Any) -> None:
    with pytest.raises(Invalid):
        found(**{field: value})
    assert not Shop.objects.exists()
