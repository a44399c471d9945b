"""What may lie in a basket, and what happens to it."""

import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from comptoir.baskets import tidying
from comptoir.baskets.actions.accept_prices import accept_prices
from comptoir.baskets.actions.add_to_basket import add_to_basket
from comptoir.baskets.actions.fit_basket import fit_basket
from comptoir.baskets.actions.forget_baskets import forget_baskets
from comptoir.baskets.actions.keep_checkout import keep_checkout
from comptoir.baskets.actions.remove_from_basket import remove_from_basket
from comptoir.baskets.actions.set_quantity import set_quantity
from comptoir.baskets.errors import AlreadyOrdered, BasketFull, NoBasket, NotOffered
from comptoir.baskets.models import Basket, BasketLine
from comptoir.baskets.queries import basket_by_token, contents, open_basket, pieces
from comptoir.baskets.rules import MOST_LINES, MOST_PIECES, fitting
from comptoir.catalog.models import Variant
from comptoir.core.database import write
from comptoir.shops.models import Shop
from tests.factories import NOW, make_basket, make_order, make_shop, make_variant
from tests.orders_queries.scene import plan, watched


@pytest.fixture
def shop(db: None) -> Shop:
    return make_shop()


def _change(variant: Variant, **fields: object) -> None:
    with write():
        Variant.objects.filter(id=variant.id).update(**fields)


def _held(basket: Basket) -> dict[int, int]:
    return dict(BasketLine.objects.filter(basket=basket).values_list("variant_id", "quantity"))


@given(st.integers(-5, 20_000), st.none() | st.integers(0, 20_000))
def test_what_fits_is_never_more_than_wanted_or_there(wanted: int, stock: int | None) -> None:
    held = fitting(wanted, stock)
    assert 0 <= held <= MOST_PIECES
    assert held <= max(wanted, 0)
    assert stock is None or held <= stock
    assert held == wanted or held in {0, stock, MOST_PIECES}


def test_the_first_thing_put_in_makes_a_basket(shop: Shop) -> None:
    variant = make_variant(shop, price=900)
    added = add_to_basket(shop_id=shop.id, token="", variant_id=variant.id, quantity=2, now=NOW)
    again = add_to_basket(
        shop_id=shop.id, token=added.basket.token, variant_id=variant.id, quantity=1, now=NOW
    )
    assert again.basket.id == added.basket.id
    assert len(added.basket.token) == 22
    assert _held(added.basket) == {variant.id: 3}
    assert pieces(shop.id, added.basket.token) == 3


def test_no_more_than_there_is(shop: Shop) -> None:
    variant = make_variant(shop, stock=2)
    added = add_to_basket(shop_id=shop.id, token="", variant_id=variant.id, quantity=5, now=NOW)
    assert (added.quantity, added.short) == (2, True)
    basket = added.basket
    held = set_quantity(
        shop_id=shop.id, basket_id=basket.id, variant_id=variant.id, quantity=9, now=NOW
    )
    assert held == 2
    assert not set_quantity(
        shop_id=shop.id, basket_id=basket.id, variant_id=variant.id, quantity=0, now=NOW
    )
    assert _held(basket) == {}


@pytest.mark.parametrize("gone", [{"stock": 0}, {"active": False}])
def test_what_can_not_be_bought_is_refused(shop: Shop, gone: dict[str, object]) -> None:
    variant = make_variant(shop)
    _change(variant, **gone)
    with pytest.raises(NotOffered):
        add_to_basket(shop_id=shop.id, token="", variant_id=variant.id, quantity=1, now=NOW)
    assert not Basket.objects.exists()


def test_another_shops_goods_and_baskets_stay_out_of_reach(shop: Shop) -> None:
    other = make_shop()
    foreign, mine = make_variant(other), make_variant(shop)
    basket = make_basket(other, foreign)
    with pytest.raises(NotOffered):
        add_to_basket(shop_id=shop.id, token="", variant_id=foreign.id, quantity=1, now=NOW)
    with pytest.raises(NoBasket):
        remove_from_basket(shop_id=shop.id, basket_id=basket.id, variant_id=foreign.id, now=NOW)
    added = add_to_basket(
        shop_id=shop.id, token=basket.token, variant_id=mine.id, quantity=1, now=NOW
    )
    assert added.basket.id != basket.id
    assert basket_by_token(shop.id, basket.token) is None


def test_a_basket_has_room_for_so_many(shop: Shop) -> None:
    variants = [make_variant(shop) for _ in range(MOST_LINES + 1)]
    basket = make_basket(shop, *variants[:-1])
    with pytest.raises(BasketFull):
        add_to_basket(
            shop_id=shop.id, token=basket.token, variant_id=variants[-1].id, quantity=1, now=NOW
        )


def test_an_ordered_basket_does_not_change_and_the_next_thing_begins_a_new_one(
    shop: Shop,
) -> None:
    variant = make_variant(shop)
    order = make_order(shop, variant)
    basket = Basket.objects.get(order=order)
    with pytest.raises(AlreadyOrdered):
        keep_checkout(shop_id=shop.id, basket_id=basket.id, fields={"name": "A"}, now=NOW)
    with pytest.raises(AlreadyOrdered):
        set_quantity(
            shop_id=shop.id, basket_id=basket.id, variant_id=variant.id, quantity=7, now=NOW
        )
    assert open_basket(shop.id, basket.token) is None
    assert pieces(shop.id, basket.token) == 0
    added = add_to_basket(
        shop_id=shop.id, token=basket.token, variant_id=variant.id, quantity=1, now=NOW
    )
    assert added.basket.token != basket.token


def test_contents_say_what_moved_and_accepting_takes_what_was_seen(shop: Shop) -> None:
    variant = make_variant(shop, price=1000, stock=5, weight=200)
    basket = make_basket(shop, variant, quantity=3)
    _change(variant, price=1200, stock=2)
    found = contents(shop.id, basket.id)
    row = found.rows[0]
    assert (row.price_changed, row.enough, found.orderable) == (True, False, False)
    assert (found.value, found.weight, found.count) == (3600, 600, 3)
    accept_prices(shop_id=shop.id, basket_id=basket.id, prices={variant.id: 1100}, now=NOW)
    assert BasketLine.objects.get(basket=basket).unit_price == 1100


def test_fitting_a_basket_lowers_and_takes_out(shop: Shop) -> None:
    scarce, gone, fine = make_variant(shop, stock=9), make_variant(shop), make_variant(shop)
    basket = make_basket(shop, scarce, gone, fine, quantity=4)
    _change(scarce, stock=1)
    _change(gone, active=False)
    fit_basket(shop_id=shop.id, basket_id=basket.id, now=NOW)
    assert _held(basket) == {scarce.id: 1, fine.id: 4}


def test_forgotten_baskets_go_and_ordered_ones_stay(shop: Shop) -> None:
    order = make_order(shop, make_variant(shop))
    basket = make_basket(shop, make_variant(shop))
    assert forget_baskets(before=NOW - timedelta(days=1)) == 0
    assert forget_baskets(before=NOW + timedelta(days=1)) == 1
    assert list(Basket.objects.all()) == [order.basket]
    assert not BasketLine.objects.filter(basket_id=basket.id).exists()


def test_contents_take_a_fixed_number_of_statements(
    shop: Shop, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    small = make_basket(shop, make_variant(shop))
    large = make_basket(shop, *(make_variant(shop) for _ in range(12)))
    for basket in (small, large):
        # First what the catalogue says, which is then kept; afterwards lines and stock alone.
        for statements in (5, 3):
            with django_assert_num_queries(statements):
                contents(shop.id, basket.id)


def test_the_worker_forgets_in_batches(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidying, "BATCH", 2)
    variant = make_variant(shop)
    for _ in range(5):
        make_basket(shop, variant)
    tidying.forget_old_baskets(NOW + tidying.KEPT)
    assert Basket.objects.count() == 5
    tidying.forget_old_baskets(NOW + tidying.KEPT + timedelta(seconds=1))
    assert Basket.objects.count() == 0


def test_a_basket_is_read_without_the_shops_other_baskets(shop: Shop) -> None:
    basket = make_basket(shop, make_variant(shop), quantity=2)
    with watched() as statements:
        contents(shop.id, basket.id)
        pieces(shop.id, basket.token)
        open_basket(shop.id, basket.token)
    steps = [
        step
        for one in statements.reads()
        for step in plan(one)
        if "baskets_basketline" in step and re.search("SEARCH|SCAN|Scan", step)
    ]
    assert len(steps) == 2
    for step in steps:
        assert "basketline_of_basket" in step or "basketline_once" in step, steps
