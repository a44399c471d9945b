"""Saved views: named, shared with the shop's members, renamed, removed."""

from html import unescape

import pytest
from django.test import Client

from comptoir.core.models import Event
from comptoir.shops.models import SavedView, Shop
from comptoir.shops.queries import saved_views
from tests.factories import make_account, make_member, make_shop

pytestmark = pytest.mark.django_db
LIST, SAVE, VIEWS = "/desk/lune/orders/", "/desk/lune/views/save/", "/desk/lune/views/"


def _save(desk: Client, name: str, query: str) -> str:
    response = desk.post(SAVE, {"name": name, "query": query})
    assert response.status_code == 302
    return str(response["location"])


def test_the_filters_that_are_on_get_a_name(desk: Client, shop: Shop) -> None:
    page = unescape(desk.get(SAVE + "?payment=unpaid&tag=gift&at=after_1_2&x=1").content.decode())
    assert 'value="?payment=unpaid&tag=gift"' in page
    assert _save(desk, " Gifts  to pay ", "?payment=unpaid&tag=gift&x=1") == (
        LIST + "?payment=unpaid&tag=gift"
    )
    assert saved_views(shop.id) == [("Gifts to pay", "?payment=unpaid&tag=gift")]
    page = unescape(desk.get(LIST + "?tag=gift&payment=unpaid").content.decode())
    assert '<span class="filter-summary">Gifts to pay</span>' in page


def test_other_members_find_it_and_other_shops_do_not(desk: Client, shop: Shop) -> None:
    _save(desk, "Abroad", "?country=BE")
    colleague, stranger = Client(), Client()
    colleague.force_login(make_member(shop, make_account()).account)
    assert "Abroad" in colleague.get(LIST).content.decode()
    other = make_shop()
    stranger.force_login(make_member(other).account)
    assert "Abroad" not in stranger.get(f"/desk/{other.slug}/orders/").content.decode()
    assert stranger.post(SAVE, {"name": "x"}).status_code == 404


def test_the_menu_offers_what_there_is(desk: Client, shop: Shop) -> None:
    page = desk.get(LIST).content.decode()
    assert f'href="{VIEWS}"' not in page, "nothing to rename yet"
    assert "Narrow the list first" in page
    _save(desk, "Abroad", "?country=BE")
    page = desk.get(LIST).content.decode()
    assert f'href="{VIEWS}"' in page
    assert "Narrow the list first" not in page


def test_a_view_of_the_name_is_replaced(desk: Client, shop: Shop) -> None:
    _save(desk, "Mine", "?country=BE")
    _save(desk, "Mine", "?country=FR")
    assert saved_views(shop.id) == [("Mine", "?country=FR")]


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "a\x07b"])
def test_a_name_that_is_none_is_refused(desk: Client, shop: Shop, name: str) -> None:
    response = desk.post(SAVE, {"name": name, "query": "?country=BE"})
    assert response.status_code == 422
    assert 'value="?country=BE"' in unescape(response.content.decode())
    assert not SavedView.objects.exists()


def test_renamed_and_removed(desk: Client, shop: Shop) -> None:
    _save(desk, "One", "?country=BE")
    _save(desk, "Two", "?country=FR")
    desk.post(VIEWS, {"do": "rename", "view": "One", "name": "First"})
    assert saved_views(shop.id) == [("First", "?country=BE"), ("Two", "?country=FR")]
    response = desk.post(VIEWS, {"do": "rename", "view": "First", "name": "Two"})
    assert response.status_code == 422
    assert "There is a view of this name already." in response.content.decode()
    desk.post(VIEWS, {"do": "remove", "view": "First"})
    assert saved_views(shop.id) == [("Two", "?country=FR")]
    assert desk.post(VIEWS, {"do": "remove", "view": "First"}).status_code == 404
    kinds = Event.objects.filter(subject_kind="shop").values_list("kind", flat=True)
    assert sorted(kinds) == ["shop.view_removed", *["shop.view_saved"] * 3]
