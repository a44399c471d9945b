"""Two ways to give money back, and which is which: by the provider, or noted as done by hand."""

import pytest

from comptoir.core.actor import system
from comptoir.core.clock import utc_now
from comptoir.orders.actions.book_payment import book_payment
from comptoir.orders.models import Order, Payment
from tests.desk_order.conftest import Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(order: Order) -> Order:
    book_payment(
        shop_id=order.shop_id,
        order_id=order.id,
        amount=order.total,
        provider="stripe",
        reference="pi_1",
        method="Card",
        actor=system(order.shop_id),
        now=utc_now(),
    )
    return order


def test_the_provider_comes_first_and_the_other_says_it_moves_no_money(
    desk: Desk, paid: Order
) -> None:
    page = desk.page(paid)
    assert "Paid by Stripe" in page
    assert "Marked as paid" not in page
    assert "Refund by Stripe" in page
    assert desk.url("order_refund_online", paid, 1) in page
    assert "Note a refund made by hand" in page
    by_hand = desk.client.get(desk.url("order_refund", paid)).content.decode()
    assert "moves no money" in by_hand


def test_without_a_provider_there_is_one_refund(desk: Desk, order: Order) -> None:
    page = desk.done("pay", order, amount="28.90", day="2026-11-20")
    assert "Refund by" not in page
    assert "Note a refund made by hand" not in page
    assert desk.url("order_refund", order) in page


def test_money_for_a_cancelled_order_goes_back_the_way_it_came(desk: Desk, paid: Order) -> None:
    page = desk.done("cancel", paid, put_back="on")
    notice = page[page.index('id="late-take-back"') : page.index('id="late-refund"')]
    assert "Refund by" in page
    assert desk.url("order_refund_online", paid, 1) in notice


def test_once_all_of_it_went_back_nothing_is_offered(desk: Desk, paid: Order) -> None:
    page = desk.done("refund_online", paid, 1, amount="28.90")
    assert "Refund asked of Stripe" in page
    assert "Refund by Stripe" not in page
    assert Payment.objects.filter(order=paid, kind="refund", pending=True).count() == 1
