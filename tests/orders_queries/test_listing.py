"""Every filter with every sort: the right orders, in the right order, by index."""

from datetime import date
from itertools import product
from typing import Any

import pytest

from comptoir.orders.models import Order
from comptoir.orders.queries import entries as entries_module
from comptoir.orders.queries.cursors import SORTS
from comptoir.orders.queries.filters import Filters
from comptoir.orders.queries.listing import Row, page
from comptoir.shops.models import Shop
from tests.factories import make_delivery, make_payment, make_shop
from tests.orders_queries.scene import assert_unsorted, fill, plan, tag, watched

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    """230 orders in every state, beside another shop that has the same."""
    shop, other = make_shop(), make_shop()
    for one in (shop, other):
        delivery, payment = make_delivery(one), make_payment(one)
        orders = fill(one, 150)
        orders += fill(one, 50, first=151, delivery_method=delivery, payment_method=payment)
        orders += fill(one, 20, first=201, place="archived")
        fill(one, 10, first=221, place="trash")
        tag(one, "gift", orders[::7])
    return shop


def _everything(shop: Shop, filters: Filters, sort: str) -> list[Row]:
    """All rows by turning pages, with every page's statements watched."""
    rows, cursor = [], None
    for _ in range(100):
        with watched() as statements:
            found = page(shop, filters, sort, cursor, size=20)
        assert len(statements.reads()) <= 6
        rows += found.rows
        cursor = found.older or found.go_on
        if cursor is None:
            return rows
    raise AssertionError("the pages never end")


def _fits(order: Order, name: str, value: Any) -> Any:
    if name == "cancelled":
        return (order.cancelled_at is not None) == value
    if name == "tag":
        return value in [row.tag.name for row in order.order_tags.all()]
    if name == "date_from":
        return order.placed_at.date() >= value
    if name == "date_to":
        return order.placed_at.date() <= value
    column = {"payment": "payment_state"}.get(name, name)
    return getattr(order, column) == value


SINGLE: list[tuple[str, Any]] = [
    ("place", "archived"),
    ("place", "trash"),
    ("payment", "unpaid"),
    ("handling", "open"),
    ("cancelled", True),
    ("cancelled", False),
    ("country", "BE"),
    ("tag", "gift"),
    ("date_from", date(2026, 1, 1)),
    ("date_to", date(2026, 1, 1)),
]


def _check(shop: Shop, named: dict[str, Any], sort: str) -> None:
    column, down = sort.removeprefix("-"), sort.startswith("-")
    place = named.get("place", "active")
    wanted = [
        order
        for order in Order.objects.filter(shop=shop, place=place).prefetch_related(
            "order_tags__tag"
        )
        if all(_fits(order, name, value) for name, value in named.items())
    ]
    wanted.sort(key=lambda order: (getattr(order, column), order.id), reverse=down)
    assert wanted, named
    rows = _everything(shop, Filters(**named), sort)
    assert [row.number for row in rows] == [order.number for order in wanted]


@pytest.mark.parametrize("sort", SORTS)
def test_every_filter_with_every_sort(shop: Shop, sort: str) -> None:
    for name, value in [("place", "active"), *SINGLE]:
        _check(shop, {name: value}, sort)
    method = Order.objects.filter(shop=shop).exclude(delivery_method=None)[0]
    for name in ("delivery_method_id", "payment_method_id"):
        _check(shop, {name: getattr(method, name)}, sort)


@pytest.mark.parametrize("sort", ["-placed_at", "total", "-changed_at"])
def test_two_filters_and_three(shop: Shop, sort: str) -> None:
    for one, other in product(SINGLE[2:5], SINGLE[5:]):
        if one[0] != other[0]:
            _check(shop, dict([one, other]), sort)
    _check(shop, {"payment": "paid", "handling": "open", "country": "FR"}, sort)


def test_a_single_filter_is_read_along_its_index(shop: Shop) -> None:
    narrowed = {
        "": Filters(),
        "order_payment_": Filters(payment="paid"),
        "order_handling_": Filters(handling="open"),
        "order_country_": Filters(country="FR"),
        "order_cancelled_": Filters(cancelled=True),
    }
    for sort in SORTS:
        for index, filters in narrowed.items():
            with watched() as statements:
                page(shop, filters, sort)
            assert len(statements.reads()) == 3
            assert_unsorted(statements.reads()[0])
            assert index in " ".join(plan(statements.reads()[0]))


def test_pages_turn_both_ways(shop: Shop) -> None:
    for sort in SORTS:
        first = page(shop, Filters(), sort, size=30)
        second = page(shop, Filters(), sort, first.older, size=30)
        third = page(shop, Filters(), sort, second.older, size=30)
        assert first.newer is None
        assert page(shop, Filters(), sort, third.newer, size=30).rows == second.rows
        back = page(shop, Filters(), sort, second.newer, size=30)
        assert (back.rows, back.newer) == (first.rows, None)


def test_an_order_placed_meanwhile_moves_no_page(shop: Shop) -> None:
    first = page(shop, Filters(), size=30)
    before = page(shop, Filters(), cursor=first.older, size=30)
    fill(shop, 1, first=900)
    assert page(shop, Filters(), cursor=first.older, size=30).rows == before.rows
    assert page(shop, Filters(), size=30).rows[0].number == "2026-00900"


def test_a_purged_order_still_marks_its_place(shop: Shop, unguarded: None) -> None:
    first = page(shop, Filters(), size=30)
    Order.objects.get(shop=shop, number=first.rows[-1].number).delete()
    second = page(shop, Filters(), cursor=first.older, size=30)
    assert second.rows[0].placed_at < first.rows[-1].placed_at


@pytest.mark.parametrize("cursor", ["", "x", "after_", "after_1", "before_99999999999999999999_a"])
def test_an_odd_cursor_gives_the_first_page(shop: Shop, cursor: str) -> None:
    assert page(shop, Filters(), cursor=cursor).rows == page(shop, Filters()).rows


def test_a_rare_combination_says_how_far_it_looked(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries_module, "FIRST", 5)
    monkeypatch.setattr(entries_module, "WINDOW", 20)
    filters = Filters(payment="unpaid", country="CZ")
    found = page(shop, filters)
    assert found.go_on
    assert found.older is None
    assert found.searched_back_to is not None
    numbers = [row.number for row in _everything(shop, filters, "-placed_at")]
    monkeypatch.undo()
    assert numbers == [row.number for row in page(shop, filters).rows]


def test_a_common_tag_is_read_along_the_list(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    exact = [row.number for row in _everything(shop, Filters(tag="gift"), "-total")]
    monkeypatch.setattr(entries_module, "SMALL", 3)
    assert [row.number for row in _everything(shop, Filters(tag="gift"), "-total")] == exact


def test_days_are_days_in_the_shops_zone(shop: Shop) -> None:
    late = fill(shop, 1, first=901, placed_at="2026-03-10T23:30:00Z")[0]
    day = Filters(date_from=date(2026, 3, 11), date_to=date(2026, 3, 11))
    assert [row.number for row in page(shop, day).rows] == [late.number]
    assert page(shop, Filters(date_from=date(2026, 3, 10), date_to=date(2026, 3, 10))).rows == []
    assert page(shop, Filters(date_from=date.min, date_to=date.max)).rows


def test_rows_carry_what_the_list_shows(shop: Shop) -> None:
    row = next(row for row in page(shop, Filters()).rows if row.tags)
    assert row.tags == ["gift"]
    assert row.delivery == {"fr": "DHL"}
    assert row.currency == "EUR"
