"""The frame is drawn once, and anew when something in it changes; forms in it are each visitor's own."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from comptoir.core.clock import utc_now
from comptoir.shops.actions.change_settings import change_settings
from comptoir.shops.actions.remove_member import remove_member
from comptoir.shops.models import Shop
from comptoir.shops.rights import ALL
from comptoir.ui.addresses import address
from tests.factories import make_account, make_member, make_shop, member_of

pytestmark = pytest.mark.django_db
LIST = "/desk/lune/orders/"


def _tokens(page: str) -> set[str]:
    return set(re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page))


def test_forms_of_a_kept_frame_carry_the_visitors_own_token(shop: Shop) -> None:
    account = make_account()
    make_member(shop, account, ALL)
    for _ in range(2):
        visitor = Client(enforce_csrf_checks=True)
        visitor.force_login(account)
        assert visitor.get(LIST).status_code == 200
        (token,) = _tokens(visitor.get(LIST).content.decode())
        signed_out = visitor.post("/account/logout/", {"csrfmiddlewaretoken": token})
        assert signed_out.status_code == 302


def test_another_shop_of_the_account_shows_up_changes_its_name_and_leaves(shop: Shop) -> None:
    account = make_account()
    make_member(shop, account, ALL)
    visitor = Client()
    visitor.force_login(account)
    assert "Brocante" not in visitor.get(LIST).content.decode()
    other = make_shop(names={"en": "Brocante", "fr": "Brocante"})
    member = make_member(other, account, ALL)
    make_member(other, make_account(), ALL)
    assert "Brocante" in visitor.get(LIST).content.decode()
    actor = member_of(other)
    change_settings(
        shop_id=other.id,
        values={"names": {"en": "Bazar", "fr": "Bazar"}},
        actor=actor,
        now=utc_now(),
    )
    page = visitor.get(LIST).content.decode()
    assert "Bazar" in page
    assert "Brocante" not in page
    remove_member(shop_id=other.id, membership_id=member.id, actor=actor, now=utc_now())
    assert "Bazar" not in visitor.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("route", "values"),
    [
        ("desk:orders", ("lune",)),
        ("desk:order", ("lune", "2026-00001")),
        ("desk:order", ("lune", "n° 7 & 8+é~'!")),
        ("desk:order_undo", ("lune", "2026-1", 12)),
        ("storefront:order", ("lune", "abc_-DEF")),
    ],
)
def test_addresses_are_those_of_reverse(route: str, values: tuple[str | int, ...]) -> None:
    for _ in range(2):
        assert address(route, *values) == reverse(route, args=values)
