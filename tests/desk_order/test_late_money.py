"""Money for an order that is off: said loudly, with both ways out; and the reminder by hand."""

import pytest
from django.urls import reverse

from comptoir.core.models import Event
from comptoir.methods.models import PaymentMethod
from comptoir.orders.models import Order
from tests.desk_order.conftest import Desk

pytestmark = pytest.mark.django_db


def _list(desk: Desk, query: str = "") -> str:
    return desk.client.get(reverse("desk:orders", args=[desk.shop.slug]) + query).content.decode()


def test_the_page_asks_and_the_list_leads_there(desk: Desk, order: Order) -> None:
    assert "Paid but cancelled" not in _list(desk)
    desk.done("cancel", order, put_back="on")
    page = desk.done("pay", order, amount="28.90", day="2026-11-20")
    assert order.cancelled
    assert "This order is cancelled, but you still hold its money." in page
    assert 'id="late-take-back"' in page
    assert 'id="late-refund"' in page
    desk.done("archive", order)
    assert "Paid but cancelled" in _list(desk)
    assert order.number in _list(desk, "?waiting=paid_cancelled")
    assert "you still hold its money" not in desk.done("reinstate", order)
    assert "Paid but cancelled" not in _list(desk)


def test_giving_the_money_back_ends_it_too(desk: Desk, order: Order) -> None:
    desk.done("pay", order, amount="28.90", day="2026-11-20")
    desk.done("cancel", order, put_back="on")
    page = desk.done("refund", order, amount="28.90", day="2026-11-20")
    assert "you still hold its money" not in page
    assert "Paid but cancelled" not in _list(desk)


def test_a_reminder_by_hand(desk: Desk, order: Order) -> None:
    assert desk.url("order_remind", order) in desk.page(order)
    page = desk.done("remind", order)
    assert "Payment reminder sent" in page
    assert Event.objects.filter(subject_id=order.id, kind="order.reminded").count() == 1
    page = desk.done("pay", order, amount="28.90", day="2026-11-20")
    assert desk.url("order_remind", order) not in page


def test_days_are_set_per_payment_method(desk: Desk) -> None:
    where = reverse("desk:payment_method_add", args=[desk.shop.slug])
    typed = {
        "kind": "other",
        "names_fr": "Chèque",
        "fee_tax_class": "standard",
        "remind_days": "7",
        "expire_days": "14",
    }
    wrong = desk.client.post(where, typed | {"expire_days": "7"})
    assert wrong.status_code == 422
    assert "The reminder must come some days before." in wrong.content.decode()
    assert desk.client.post(where, typed).status_code == 302
    method = PaymentMethod.objects.get()
    assert (method.remind_days, method.expire_days) == (7, 14)
    page = desk.client.get(
        reverse("desk:payment_method", args=[desk.shop.slug, method.id])
    ).content.decode()
    assert 'name="expire_days" value="14"' in page
