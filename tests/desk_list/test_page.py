"""The list's page: what it shows, where its links lead, what it costs."""

import re
from html import unescape

import pytest
from django.test import Client

from comptoir.core.database import write
from comptoir.orders.models import MonthFigure, Order
from comptoir.shops.models import Shop
from comptoir.shops.rights import EDIT, SEE
from tests.factories import make_account, make_delivery, make_member, make_payment, make_shop
from tests.orders_queries.scene import fill, tag, watched

pytestmark = pytest.mark.django_db
LIST = "/desk/lune/orders/"


def _numbers(client: Client, address: str = "") -> list[str]:
    response = client.get(LIST + address)
    assert response.status_code == 200
    return re.findall(r'row-link num" href="[^"]+">([^<]+)<', response.content.decode())


def _links(client: Client, address: str, words: str) -> list[str]:
    """Where the links with those words lead."""
    page = unescape(client.get(LIST + address).content.decode())
    return re.findall(rf'href="([^"]*)"[^>]*>(?:<svg.*?</svg>)?<span>{words}<', page)


def test_newest_first_and_only_of_this_shop(desk: Client, orders: list[Order]) -> None:
    assert _numbers(desk) == [order.number for order in orders[::-1]][:50]


def test_an_order_placed_a_moment_ago_is_on_top(
    desk: Client, shop: Shop, orders: list[Order]
) -> None:
    fill(shop, 1, first=777)
    assert _numbers(desk)[0] == "2026-00777"


def test_pages_follow_each_other(desk: Client, orders: list[Order]) -> None:
    seen, address = _numbers(desk), ""
    while older := _links(desk, address, "Older"):
        address = older[0]
        seen += _numbers(desk, address)
    assert seen == [order.number for order in orders[::-1]]
    newer = _links(desk, address, "Newer")[0]
    assert _numbers(desk, newer) == seen[50:100]


def test_show_leads_to_archive_and_trash(desk: Client, shop: Shop, orders: list[Order]) -> None:
    archived = fill(shop, 2, first=300, place="archived")
    gone = fill(shop, 2, first=400, place="trash")
    for word, wanted in (("Archived", archived), ("Trash", gone)):
        assert _numbers(desk, _links(desk, "", word)[0]) == [o.number for o in wanted[::-1]]
    assert set(_numbers(desk, _links(desk, "?place=trash", "Active")[0])) <= {
        order.number for order in orders
    }


def test_menus_narrow_and_clear_widens(desk: Client, shop: Shop, orders: list[Order]) -> None:
    address = _links(desk, "", "Partly paid")[0]
    address = _links(desk, address, "Completed")[0]
    wanted = [o for o in orders if (o.payment_state, o.handling) == ("partly_paid", "completed")]
    assert wanted
    assert _numbers(desk, address) == [order.number for order in wanted[::-1]]
    assert _numbers(desk, _links(desk, address, "Clear")[0])[:3] == _numbers(desk)[:3]
    assert _numbers(desk, _links(desk, "", "gift")[0]) == [o.number for o in orders[2::-1]]


def test_methods_and_countries_narrow(desk: Client, shop: Shop, orders: list[Order]) -> None:
    way, pay = (
        make_delivery(shop, names={"en": "By mule"}),
        make_payment(shop, names={"en": "Gold"}),
    )
    order = fill(shop, 1, first=500, delivery_method=way, payment_method=pay, country="NO")[0]
    for word in ("By mule", "Gold"):
        assert _numbers(desk, _links(desk, "", word)[0]) == [order.number]
    assert _numbers(desk, "?country=NO") == [order.number]


def test_sorts_by_total_and_change(desk: Client, orders: list[Order]) -> None:
    by_total = sorted(orders, key=lambda order: (order.total, order.id), reverse=True)
    address = _links(desk, "", "Highest total first")[0]
    assert _numbers(desk, address) == [order.number for order in by_total][:50]
    assert _links(desk, address, "Further")


def test_search_looks_at_the_archive_too(desk: Client, shop: Shop, orders: list[Order]) -> None:
    old = fill(shop, 1, first=600, name="Zoé Bérénice", place="archived")[0]
    assert _numbers(desk, "?q=BERENICE") == [old.number]
    assert _numbers(desk, "?q=nobody+of+that+name") == []
    assert _numbers(desk, "?q=somebody") == []


def test_search_as_one_types_draws_the_list_alone(desk: Client, orders: list[Order]) -> None:
    page = desk.get(LIST + "?q=client", headers={"hx-request": "true", "hx-target": "orders"})
    assert page.content.decode().lstrip().startswith('<div id="orders">')
    assert 'data-search-live="#orders"' in desk.get(LIST).content.decode()


def test_counters_lead_to_their_orders(desk: Client, orders: list[Order]) -> None:
    page = desk.get(LIST).content.decode()
    found = re.search(r'<a href="(\?waiting=to_be_paid)">To be paid <span class="num">(\d+)', page)
    assert found
    assert len(_numbers(desk, found[1])) == min(50, int(found[2]))


def test_months_come_from_the_kept_figures(desk: Client, shop: Shop) -> None:
    with write():
        MonthFigure.objects.create(shop=shop, month="2026-02", orders=1234, total=567890)
    page = desk.get(LIST).content.decode()
    assert "February 2026" in page
    assert "1,234" in page
    assert "€5,678.90" in page


def test_odd_addresses_are_read_as_far_as_they_make_sense(
    desk: Client, orders: list[Order]
) -> None:
    odd = "?place=moon&payment=1&delivery=x&method=-1&from=yesterday&country=%00&sort=id&at=zz&q="
    assert _numbers(desk, odd) == _numbers(desk)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", "No orders yet"),
        ("?place=archived", "Nothing archived yet"),
        ("?place=trash", "The trash is empty"),
        ("?payment=paid", "No order fits these filters"),
        ("?q=anne", "Nothing found for “anne”"),
    ],
)
def test_empty_lists_say_why(desk: Client, address: str, words: str) -> None:
    assert words in unescape(desk.get(LIST + address).content.decode())


@pytest.mark.parametrize(
    "address",
    ["", "?payment=paid", "?payment=paid&country=FR&sort=total", "?q=client", "?tag=gift"],
)
def test_the_page_costs_the_same_with_more_orders(
    desk: Client, shop: Shop, orders: list[Order], address: str
) -> None:
    numbers = []
    desk.get(LIST + address)  # what is kept of the shop is read once
    for more in (0, 60):
        tag(shop, f"tag{more}", fill(shop, more, first=1000))
        with watched() as statements:
            desk.get(LIST + address)
        numbers.append(len(statements.all))
    assert numbers[0] == numbers[1]
    # Session, account, shop, shops of the account; rows; tags, counters, months.
    assert numbers[0] <= 4 + 5 + 3


def test_a_member_who_only_sees_ticks_nothing(shop: Shop, orders: list[Order]) -> None:
    for rights, ticks in ((frozenset({SEE}), False), (frozenset({SEE, EDIT}), True)):
        client = Client()
        client.force_login(make_member(shop, make_account(), rights).account)
        page = client.get(LIST).content.decode()
        assert ('class="row-check"' in page) == ticks
        assert "Mark as paid" not in page


def test_closed_to_strangers(shop: Shop, orders: list[Order]) -> None:
    assert "/account/login/" in Client().get(LIST)["location"]
    stranger = Client()
    stranger.force_login(make_member(make_shop()).account)
    assert stranger.get(LIST).status_code == 404
