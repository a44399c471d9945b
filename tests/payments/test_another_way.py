"""Another way to pay: its fee is on the order to the cent, figures follow, undo takes it back."""

from typing import Any

import pytest
from django.test import Client

from comptoir.core.actor import customer
from comptoir.core.clock import utc_now
from comptoir.core.errors import Refused
from comptoir.orders.actions.change_payment_method import change_payment_method
from comptoir.orders.actions.mark_paid import mark_paid
from comptoir.orders.actions.undo import undo
from comptoir.orders.errors import NotOffered, OrderMoved, OtherTotal
from comptoir.orders.models import MonthFigure, Order
from tests.factories import make_delivery, make_order, make_payment, make_shop, member_of

pytestmark = pytest.mark.django_db


def lune() -> tuple[Order, Any, Any]:
    shop = make_shop()
    free = make_payment(shop, fee=100)
    dear = make_payment(shop, kind="cash_on_delivery", names={"fr": "À la porte"}, fee=333)
    return make_order(shop, payment=free, delivery=make_delivery(shop)), free, dear


def change(order: Order, method: Any, total: int, **more: Any) -> Any:
    where: Any = {"actor": customer(order.shop_id, "Anne"), "now": utc_now()} | more
    return change_payment_method(
        shop_id=order.shop_id,
        order_id=order.id,
        payment_method_id=method.id,
        seen_total=total,
        **where,
    )


def check(order: Order, total: int) -> None:
    now = Order.objects.get(id=order.id)
    lines = list(now.lines.all())
    assert now.total == total == sum(line.gross for line in lines) == now.net + now.tax
    assert len({line.position for line in lines}) == len(lines)
    assert MonthFigure.objects.get(shop=order.shop_id).total == total


def test_the_fee_changes_with_it_and_undo_takes_it_back() -> None:
    order, _free, dear = lune()
    event = change(order, dear, order.total + 233)
    check(order, order.total + 233)
    assert Order.objects.get(id=order.id).payment_as_was["kind"] == "cash_on_delivery"
    assert change(order, dear, order.total + 233).id == event.id, "asked again is the same"
    staff = member_of(order.shop)
    undo(shop_id=order.shop_id, event_id=event.id, actor=staff, now=utc_now())
    check(order, order.total)
    assert Order.objects.get(id=order.id).payment_as_was["kind"] == "bank_transfer"


def test_only_at_the_total_that_was_shown() -> None:
    order, _free, dear = lune()
    with pytest.raises(OtherTotal):
        change(order, dear, order.total)
    check(order, order.total)


def test_not_once_money_came_nor_for_another_shops_way() -> None:
    order, _free, dear = lune()
    other = make_payment(make_shop(), kind="other")
    with pytest.raises(NotOffered):
        change(order, other, order.total)
    staff = member_of(order.shop)
    mark_paid(shop_id=order.shop_id, order_id=order.id, amount=1, actor=staff, now=utc_now())
    with pytest.raises(NotOffered):
        change(order, dear, order.total + 233)
    check(order, order.total)


def test_staff_needs_the_right_and_the_version() -> None:
    order, _free, dear = lune()
    nobody = member_of(order.shop, frozenset())
    with pytest.raises(Refused):
        change(order, dear, order.total + 233, actor=nobody)
    with pytest.raises(OrderMoved):
        change(order, dear, order.total + 233, actor=member_of(order.shop), version=7)


def test_the_page_shows_each_total_and_takes_what_was_ticked() -> None:
    order, _free, dear = lune()
    where = f"/{order.shop.slug}/order/{order.token}/payment/"
    text = Client().get(where).content.decode()
    assert f'name="total-{dear.id}" value="{order.total + 233}"' in text
    assert Client().post(where, {}).status_code == 422
    wrong = Client().post(where, {"method": dear.id, f"total-{dear.id}": "5"})
    assert wrong.status_code == 409
    right = Client().post(where, {"method": dear.id, f"total-{dear.id}": order.total + 233})
    assert right.status_code == 302
    check(order, order.total + 233)
