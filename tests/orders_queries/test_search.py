"""Search: the same answers on both databases, of one shop, newest first."""

import pytest

from comptoir.core.database import write
from comptoir.orders.models import Order, OrderLine, OrderSearch, Parcel
from comptoir.orders.queries import search as search_module
from comptoir.orders.queries.filters import Filters
from comptoir.orders.queries.ids import ids_in_view
from comptoir.orders.queries.listing import page
from comptoir.orders.queries.search import search
from comptoir.orders.search_index import SECOND, key_of, refresh
from comptoir.shops.models import Shop
from tests.factories import make_shop
from tests.orders_queries.scene import START, fill, plan, watched

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop() -> Shop:
    fill(make_shop(), 30, name="Jana Nováková", company="Ostatní")
    return make_shop()


def _one(shop: Shop, **fields: str) -> Order:
    """An order of that text among others, with a line and a parcel."""
    fill(shop, 20, first=100)
    order = fill(shop, 1, first=500, **fields)[0]
    with write():
        OrderLine.objects.create(
            shop=shop, order=order, position=1, kind="goods", sku="TASSE-Bleue/7",
            unit_price=1, net=1, tax=0, gross=1, rate=0,
        )  # fmt: skip
        Parcel.objects.create(
            shop=shop, order=order, position=1, tracking_number="JJD 0099/99", dispatched_at=START
        )
        refresh([order.id])
    return order


@pytest.mark.parametrize("typed", ["06 39 98 12 07", "+33639981207", "+33 (0)6.39.98.12.07"])
@pytest.mark.parametrize("text", ["0639981207", "+33 6 39 98 12 07", "06-39-98-12-07", "639981207"])
def test_a_phone_is_found_in_every_spelling(shop: Shop, typed: str, text: str) -> None:
    order = _one(shop, phone=typed)
    assert search(shop.id, text).order_ids == [order.id]
    assert search(shop.id, "0639981208").order_ids == []


@pytest.mark.parametrize(
    "text",
    [
        "jana",
        "NOVAKOVA",
        "nováková jana",
        "jana@ukazka.example",
        "ukazka",
        "+420 603",
        "603 111",
        "+420603111222",
        "00420 603 111 222",
        "603111222",
        "jjd0099/99",
        "tasse-bleue",
        "bleue/7",
        "jjd 0099/99",
        "2026-00500",
        "00500",
        "œuvre",
        "cadeau pour l'oeuvre",
        '"cadeau"',
        "café du nord",
        "100 %_\\",
    ],
)
def test_finds_by_any_part(shop: Shop, text: str) -> None:
    order = _one(
        shop,
        name="Jana Nováková",
        email="Jana@ukazka.example",
        phone="+420 603 111 222",
        company="Café du Nord",
        comment='Un "cadeau" pour\nl\'Œuvre, 100 %_\\',
    )
    with watched() as statements:
        found = search(shop.id, text)
    assert found.order_ids == [order.id]
    assert found.complete
    assert len(statements.reads()) == 1


@pytest.mark.parametrize("text", ["jana praha", "xyz", "%%%", "___", '"""', "nov*", "AND OR", "'"])
def test_finds_nothing_else(shop: Shop, text: str) -> None:
    _one(shop, name="Jana Nováková")
    assert search(shop.id, text).order_ids == []


def test_short_texts_are_the_beginning_of_a_number(shop: Shop) -> None:
    orders = fill(shop, 3) + fill(shop, 1, first=7, number="A-7")
    with watched() as statements:
        assert search(shop.id, "20").order_ids == [order.id for order in orders[2::-1]]
        assert search(shop.id, "a-").order_ids == [orders[3].id]
    assert len(statements.reads()) == 2
    assert search(shop.id, "7").order_ids == []
    assert search(shop.id, "  ").order_ids == []


def test_the_row_follows_the_order(shop: Shop) -> None:
    order = _one(shop, name="Jana Nováková")
    with write():
        Order.objects.filter(id=order.id).update(name="Petra Malá", comment="Straße")
        refresh([order.id])
    assert search(shop.id, "jana").order_ids == []
    assert search(shop.id, "petra mala strasse").order_ids == [order.id]
    with write():
        Parcel.objects.filter(order=order).update(removed_at=START)
        refresh([order.id])
        assert search(shop.id, "jjd 0099").order_ids == []
        Order.objects.get(id=order.id).delete()
    assert search(shop.id, "petra").order_ids == []


def test_refresh_costs_three_statements(shop: Shop) -> None:
    orders = fill(shop, 10)
    for change in ({"comment": "neuf"}, {"comment": "neuf"}):
        with write(), watched() as statements:
            Order.objects.filter(shop=shop).update(**change)
            refresh([order.id for order in orders])
        changes = [one for one in statements.all if one.sql.startswith("UPDATE")]
        assert len(statements.reads()) == 2
        assert len(changes) <= 2
    OrderSearch.objects.filter(order=orders[0])
    with write(), watched() as statements:
        OrderSearch.objects.filter(shop=shop).delete()
        refresh([order.id for order in orders])
    # New rows: which keys are free is asked too.
    assert len(statements.all) == 1 + 4


def test_orders_that_want_the_same_key_both_get_one(shop: Shop) -> None:
    orders = fill(shop, 3, placed_at=START, name="Jana")
    key = key_of(shop.id, START, orders[0].id)
    with write():
        OrderSearch.objects.filter(shop=shop).delete()
        OrderSearch.objects.create(key=key, shop=shop, order=orders[1], text="jana")
        OrderSearch.objects.create(key=key + SECOND, shop=shop, order=orders[2], text="jana")
        refresh([orders[0].id])
    assert OrderSearch.objects.get(order=orders[0]).key == key + 2 * SECOND
    assert len(search(shop.id, "jana").order_ids) == 3


def test_the_list_searches_active_and_archived(shop: Shop) -> None:
    orders = fill(shop, 2, name="Zoé") + fill(shop, 2, first=10, name="Zoé", place="archived")
    gone = fill(shop, 1, first=20, name="Zoé", place="trash")
    newest = [order.number for order in orders[::-1]]
    with watched():
        found = page(shop, Filters(place="", search="zoe"))
    assert [row.number for row in found.rows] == newest
    archived = page(shop, Filters(place="archived", search="zoe"))
    assert [row.number for row in archived.rows] == newest[:2]
    trash = page(shop, Filters(place="trash", search="zoe"))
    assert [row.number for row in trash.rows] == [gone[0].number]


@pytest.mark.parametrize("sort", ["-placed_at", "placed_at"])
def test_a_common_word_is_paged(shop: Shop, sort: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where all orders were placed in one second, and where a filter leaves few."""
    fill(shop, 40, name="Anne")
    fill(shop, 40, first=100, name="Anne", placed_at=START)
    monkeypatch.setattr(search_module.search, "__kwdefaults__", _limit(15))
    for filters in (Filters(search="anne"), Filters(search="anne", country="BE")):
        numbers, cursor = [], None
        for _ in range(100):
            with watched():
                found = page(shop, filters, sort, cursor, size=10)
            numbers += [row.number for row in found.rows]
            cursor = found.older or found.go_on
            if cursor is None:
                break
        fitting = Order.objects.filter(shop=shop)
        fitting = fitting.filter(country="BE") if filters.country else fitting
        assert sorted(numbers) == sorted(fitting.values_list("number", flat=True))


def _limit(limit: int) -> dict[str, object]:
    return {**(search_module.search.__kwdefaults__ or {}), "limit": limit}


def test_sorted_by_another_key_it_says_that_it_is_not_all(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(shop, 40, name="Anne")
    assert page(shop, Filters(search="anne"), "-total").whole
    monkeypatch.setattr(search_module.search, "__kwdefaults__", _limit(15))
    found = page(shop, Filters(search="anne"), "-total")
    assert not found.whole
    totals = [row.total for row in found.rows]
    assert totals == sorted(totals, reverse=True)


def test_all_ids_of_a_view(shop: Shop) -> None:
    orders = fill(shop, 60, name="Anne")
    assert list(ids_in_view(shop, Filters(search="anne"))) == [o.id for o in orders[::-1]]
    newest = Order.objects.filter(shop=shop).order_by("-placed_at", "-id")
    assert list(ids_in_view(shop, Filters())) == [order.id for order in newest]


def test_the_index_is_what_is_read(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(shop, 30)
    # As if the nearest rows had not answered already.
    monkeypatch.setattr(search_module, "_NEAR", 0)
    with watched() as statements:
        search(shop.id, "client 3")
    steps = " ".join(plan(statements.reads()[-1]))
    assert "Seq Scan" not in steps
    assert "f VIRTUAL TABLE" in steps or "Index Scan on orders_" in steps, steps


LONG = [
    "caroline.hebert16335@example.com",
    "al@example.com",
    "a@b.example",
    "@example.com",
    "jjd715732912337009799",
    "donaudampfschifffahrtsgesellschaft",
    "100%_sure\\really",
    "l'œuvre-d'art-très-longue",
]


@pytest.mark.parametrize("near", [0, 20_000])
@pytest.mark.parametrize("word", LONG)
def test_long_words_are_found_whole_and_nothing_like_them(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, word: str, near: int
) -> None:
    monkeypatch.setattr(search_module, "_NEAR", near)
    found = fill(shop, 1, first=700, company=f"x{word}y")[0]
    for number, other in enumerate([word[1:], word[:-1], word.replace(word[2], "~")]):
        fill(shop, 1, first=800 + number, company=other)
    assert search(shop.id, word).order_ids == [found.id]
    assert search(shop.id, f"{word} 00700").order_ids == [found.id]
    assert search(shop.id, f"{word} 00800").order_ids == []


@pytest.mark.parametrize("newest_first", [True, False])
def test_what_lies_beyond_the_nearest_rows_is_found(
    shop: Shop, monkeypatch: pytest.MonkeyPatch, newest_first: bool
) -> None:
    monkeypatch.setattr(search_module, "_NEAR", 7)
    orders = fill(shop, 40)
    ids = [order.id for order in orders]
    wanted = sorted(ids, key=ids.index, reverse=newest_first)
    found = search(shop.id, "2026-", newest_first=newest_first)
    assert (found.order_ids, found.complete) == (wanted, True)
    rest = search(shop.id, "2026-", newest_first=newest_first, beyond=wanted[9])
    assert rest.order_ids == wanted[10:]
    few = search(shop.id, "2026-", newest_first=newest_first, limit=3)
    assert (few.order_ids, few.complete) == (wanted[:3], False)
