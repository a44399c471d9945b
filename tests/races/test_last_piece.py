"""Real threads, real transactions, on whichever database this run has."""

from collections.abc import Callable

import pytest

from comptoir.catalog.models import StockChange, Variant
from comptoir.core.actor import customer
from comptoir.core.models import Event
from comptoir.orders.actions.cancel import cancel
from comptoir.orders.actions.mark_paid import mark_paid
from comptoir.orders.actions.place import place
from comptoir.orders.errors import BasketChanged, OrderMoved
from comptoir.orders.models import Order, Payment
from tests.factories import (
    NOW,
    make_basket,
    make_delivery,
    make_details,
    make_order,
    make_payment,
    make_shop,
    make_variant,
    member_of,
    total_of,
)
from tests.races.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_ten_buy_the_last_piece() -> None:
    shop = make_shop()
    cup = make_variant(shop, stock=1)
    delivery, payment = make_delivery(shop), make_payment(shop)
    baskets = [make_basket(shop, cup) for _ in range(10)]
    details = [make_details(delivery, payment, email=f"buyer{n}@example.com") for n in range(10)]
    seen = total_of(shop, baskets[0], details[0])

    def buy(n: int) -> Callable[[], Order]:
        return lambda: place(
            shop_id=shop.id,
            basket_id=baskets[n].id,
            details=details[n],
            seen_total=seen,
            actor=customer(shop.id),
            now=NOW,
        )

    results = at_once(*(buy(n) for n in range(10)))
    orders = [result for result in results if isinstance(result, Order)]
    refused = [result for result in results if isinstance(result, BasketChanged)]
    assert (len(orders), len(refused)) == (1, 9), results
    assert {problem.kind for refusal in refused for problem in refusal.problems} == {"stock"}
    assert Variant.objects.get(id=cup.id).stock == 0
    assert sum(change.delta for change in StockChange.objects.filter(variant=cup)) == 0
    assert all(basket.lines.count() == 1 for basket in baskets)
    assert orders[0].number == "2026-00001"


def test_the_same_basket_placed_at_once_is_one_order() -> None:
    shop = make_shop()
    basket = make_basket(shop, make_variant(shop, stock=8))
    details = make_details(make_delivery(shop), make_payment(shop))
    seen = total_of(shop, basket, details)

    def press() -> Order:
        return place(
            shop_id=shop.id,
            basket_id=basket.id,
            details=details,
            seen_total=seen,
            actor=customer(shop.id),
            now=NOW,
        )

    results = at_once(*[press] * 8)
    numbers = {result.number for result in results if isinstance(result, Order)}
    assert numbers == {"2026-00001"}, results
    assert Event.objects.filter(kind="order.placed").count() == 1


def test_numbers_of_many_at_once_have_no_gap() -> None:
    shop = make_shop()
    cup = make_variant(shop)
    delivery, payment = make_delivery(shop), make_payment(shop)

    def order() -> Order:
        return make_order(shop, cup, delivery=delivery, payment=payment)

    results = at_once(*[order] * 8)
    numbers = sorted(result.number for result in results if isinstance(result, Order))
    assert numbers == [f"2026-{n:05}" for n in range(1, 9)], results


def test_two_members_mark_paid_on_the_same_page() -> None:
    shop = make_shop()
    order = make_order(shop)

    def press(name: str) -> Callable[[], Event]:
        return lambda: mark_paid(
            shop_id=shop.id,
            order_id=order.id,
            version=order.version,
            actor=member_of(shop, name=name),
            now=NOW,
        )

    results = at_once(press("Lucie"), press("Marc"))
    events = [result for result in results if isinstance(result, Event)]
    assert len({event.id for event in events}) == 1, results
    assert Payment.objects.count() == 1


def test_paid_against_cancelled_from_the_same_page() -> None:
    shop = make_shop()
    order = make_order(shop)
    results = at_once(
        lambda: mark_paid(
            shop_id=shop.id,
            order_id=order.id,
            version=order.version,
            actor=member_of(shop),
            now=NOW,
        ),
        lambda: cancel(
            shop_id=shop.id,
            order_id=order.id,
            version=order.version,
            actor=member_of(shop),
            now=NOW,
        ),
    )
    assert sum(isinstance(result, Event) for result in results) == 1, results
    assert sum(isinstance(result, OrderMoved) for result in results) == 1, results
