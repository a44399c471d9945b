"""Paid, set back, in parts, refunded: by the forms of the order page."""

import pytest

from comptoir.core.database import write
from comptoir.orders.models import Order, Payment
from tests.desk_order.conftest import Desk

pytestmark = pytest.mark.django_db


def test_window_proposes_balance_and_today(desk: Desk, order: Order) -> None:
    page = desk.client.get(desk.url("order_pay", order)).content.decode()
    assert 'value="28.90"' in page
    assert 'type="date"' in page
    assert f'name="version" value="{order.version}"' in page


def test_paid_with_another_date_and_amount(desk: Desk, order: Order) -> None:
    page = desk.done("pay", order, amount="10,50", day="2026-11-19", reference="A 7")
    assert order.payment_state == "partly_paid"
    assert "Part payment booked." in page
    assert "Marked as paid" not in page
    assert "€10.50 of €28.90" in " ".join(
        page.replace('<span class="money num">', "").replace("</span>", "").split()
    )
    payment = Payment.objects.get(order=order)
    assert (payment.amount, str(payment.received_on), payment.reference) == (
        1050,
        "2026-11-19",
        "A 7",
    )


def test_back_to_unpaid_and_paid_again(desk: Desk, order: Order) -> None:
    page = desk.done("pay", order, amount="28.90", day="2026-11-20")
    assert order.payment_state == "paid"
    assert "Set back to unpaid" in page
    page = desk.done("void", order, 1)
    assert order.payment_state == "unpaid"
    assert "Payment voided" in page
    desk.done("pay", order, amount="28.90", day="2026-11-20")
    assert order.payment_state == "paid"


def test_what_is_wrong_stands_at_its_field_and_keeps_the_rest(desk: Desk, order: Order) -> None:
    answer = desk.post("pay", order, amount="lots", day="2026-11-20", reference="kept")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Enter an amount such as 12.50." in page
    assert 'value="lots"' in page
    assert 'value="kept"' in page
    future = desk.post("pay", order, amount="1", day="2999-01-01")
    assert future.status_code == 422
    assert "This date lies in the future." in future.content.decode()


def test_a_providers_payment_is_not_set_back(desk: Desk, order: Order) -> None:
    desk.done("pay", order, amount="28.90", day="2026-11-20")
    with write():
        Payment.objects.filter(order=order).update(provider="somebody")
    assert "Set back to unpaid" not in desk.page(order)
    answer = desk.post("void", order, 1)
    assert answer.status_code == 422
    assert "reported by a provider" in answer.content.decode()


def test_refund_never_above_what_was_received(desk: Desk, order: Order) -> None:
    desk.done("pay", order, amount="20", day="2026-11-20")
    answer = desk.post("refund", order, amount="20.01", day="2026-11-20")
    assert answer.status_code == 422
    assert "more than what was received" in answer.content.decode()
    desk.done("refund", order, amount="20", day="2026-11-20")
    assert order.payment_state == "refunded"
    desk.done("void", order, 2)
    assert order.payment_state == "partly_paid"


def test_payments_of_other_orders_are_not_found(desk: Desk, order: Order) -> None:
    assert desk.client.get(desk.url("order_void", order, 1)).status_code == 404
    assert desk.post("void", order, 1).status_code == 404
