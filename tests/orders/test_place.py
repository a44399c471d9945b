"""Placing: totals, numbers, stock, what is frozen, what is refused."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from comptoir.catalog.models import StockChange, Variant
from comptoir.core.actor import customer
from comptoir.core.database import write
from comptoir.core.models import Event, Outbox
from comptoir.orders.actions.place import place
from comptoir.orders.errors import (
    BasketChanged,
    BasketEmpty,
    ShopClosed,
    TermsNotAccepted,
    TooManyOrders,
)
from comptoir.orders.frozen import PlaceDetails
from comptoir.orders.models import MonthFigure, Order
from tests.factories import (
    NOW,
    make_basket,
    make_delivery,
    make_details,
    make_order,
    make_payment,
    make_shop,
    make_variant,
    total_of,
)

pytestmark = pytest.mark.django_db


def test_an_order_keeps_what_it_was() -> None:
    shop = make_shop()
    cup, bowl = make_variant(shop, price=2400, stock=5), make_variant(shop, price=1000)
    order = make_order(shop, cup, bowl, quantity=2, note="Merci")
    assert order.number == "2026-00001"
    assert (order.total, order.items) == (2 * 2400 + 2 * 1000 + 490, 4)
    assert order.total == sum(line.gross for line in order.lines.all())
    assert (order.payment_state, order.handling, order.place) == ("unpaid", "open", "active")
    with write():
        Variant.objects.filter(id=cup.id).update(price=9999)
    line = Order.objects.get(id=order.id).lines.get(position=1)
    assert (line.unit_price, line.rate, line.tax, line.stock_held) == (2400, 20_000, 800, 2)
    assert order.terms is not None
    assert order.terms.text == "Nos conditions."


def test_stock_is_held_and_the_ledger_adds_up() -> None:
    shop = make_shop()
    cup = make_variant(shop, stock=5)
    order = make_order(shop, cup, quantity=2)
    cup.refresh_from_db()
    changes = StockChange.objects.filter(variant=cup).values_list("delta", "reason", "order_id")
    assert cup.stock == 3
    assert list(changes.order_by("id")) == [(5, "set", None), (-2, "order", order.id)]


def test_a_basket_is_one_order_however_often_it_is_placed() -> None:
    shop = make_shop()
    order = make_order(shop, make_variant(shop, stock=1))
    assert order.basket is not None
    details = make_details(make_delivery(shop), make_payment(shop))
    again = place(
        shop_id=shop.id,
        basket_id=order.basket.id,
        details=details,
        seen_total=1,
        actor=customer(shop.id),
        now=NOW,
    )
    assert again.id == order.id
    assert Event.objects.filter(subject_kind="order", kind="order.placed").count() == 1
    assert Outbox.objects.filter(subject_id=order.id).count() <= 1


@pytest.mark.parametrize("change", ["price", "stock", "gone", "delivery", "payment", "total"])
def test_what_changed_meanwhile_is_said_and_nothing_ordered(change: str) -> None:
    shop = make_shop()
    cup = make_variant(shop, stock=3)
    basket = make_basket(shop, cup, quantity=2)
    delivery, payment = make_delivery(shop), make_payment(shop)
    details = make_details(delivery, payment)
    seen = total_of(shop, basket, details)
    with write():
        match change:
            case "price":
                cup.price = 2500
            case "stock":
                cup.stock = 1
            case "gone":
                cup.active = False
            case "delivery":
                delivery.active = False
            case "payment":
                payment.active = False
            case "total":
                delivery.price = 590
        cup.save()
        delivery.save()
        payment.save()
    with pytest.raises(BasketChanged) as refused:
        place(
            shop_id=shop.id,
            basket_id=basket.id,
            details=details,
            seen_total=seen,
            actor=customer(shop.id),
            now=NOW,
        )
    assert [problem.kind for problem in refused.value.problems] == [change]
    assert not Order.objects.filter(shop=shop).exists()
    assert basket.lines.count() == 1


def test_numbers_have_no_gap_and_start_anew_each_year() -> None:
    shop = make_shop()
    basket = make_basket(shop, make_variant(shop, stock=1), quantity=2)
    details = make_details(make_delivery(shop), make_payment(shop))
    first = make_order(shop)
    with pytest.raises(BasketChanged):
        place(
            shop_id=shop.id,
            basket_id=basket.id,
            details=details,
            seen_total=0,
            actor=customer(shop.id),
            now=NOW,
        )
    second = make_order(shop)
    # Half past midnight in Paris, still the old year in UTC.
    new_year = make_order(shop, now=datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
    assert [first.number, second.number, new_year.number] == [
        "2026-00001",
        "2026-00002",
        "2027-00001",
    ]


def test_figures_follow_the_shops_zone() -> None:
    shop = make_shop()
    make_order(shop, now=datetime(2026, 10, 31, 23, 30, tzinfo=UTC))
    order = make_order(shop, now=datetime(2026, 11, 30, 22, 30, tzinfo=UTC))
    assert list(MonthFigure.objects.values_list("month", "orders", "total")) == [
        ("2026-11", 2, 2 * order.total)
    ]


def test_one_address_may_not_order_without_end() -> None:
    shop = make_shop(orders_per_hour=2)
    for _ in range(2):
        make_order(shop)
    with pytest.raises(TooManyOrders):
        make_order(shop)
    assert make_order(shop, now=NOW + timedelta(hours=2)).number


def test_refusals() -> None:
    shop = make_shop()
    delivery, payment = make_delivery(shop), make_payment(shop)
    details = make_details(delivery, payment)
    with pytest.raises(BasketEmpty):
        _place(shop.id, make_basket(shop).id, details)
    with pytest.raises(TermsNotAccepted):
        _place(
            shop.id,
            make_basket(shop, make_variant(shop)).id,
            replace(details, terms_accepted=False),
        )
    with write():
        shop.open = False
        shop.save()
    with pytest.raises(ShopClosed):
        _place(shop.id, make_basket(shop, make_variant(shop)).id, details)


def _place(shop_id: int, basket_id: int, details: PlaceDetails) -> Order:
    return place(
        shop_id=shop_id,
        basket_id=basket_id,
        details=details,
        seen_total=490,
        actor=customer(shop_id),
        now=NOW,
    )
