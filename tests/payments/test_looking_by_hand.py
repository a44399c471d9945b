"""Refunds found at the provider, beside those that a person noted by hand."""

import pytest
from structlog.testing import capture_logs

from comptoir.core.actor import system
from comptoir.orders.actions.refund import refund
from comptoir.orders.models import Payment
from comptoir.payments.actions.note_look import note_look
from comptoir.payments.actions.request_refund import request_refund
from comptoir.payments.models import PaymentAttempt
from comptoir.payments.providers.interface import (
    RefundState,
    Returned,
)
from tests.payments.looked_at import Paid, more_of
from tests.payments.stripe.stand_in import Stripe

pytestmark = pytest.mark.django_db


def test_one_that_was_noted_by_hand_is_not_booked_a_second_time(paid: Paid) -> None:
    paid.give_back(700)
    refund(
        shop_id=paid.found.shop.id,
        order_id=paid.found.order.id,
        amount=700,
        actor=paid.found.staff,
        now=paid.now,
    )
    paid.give_back(200)
    for _ in range(3):
        paid.after(days=5)
    assert sorted(paid.back) == [("refund", 200), ("refund", 700)]


def test_a_failed_one_uses_up_nothing_that_was_noted_by_hand(stripe: Stripe) -> None:
    paid = Paid("stripe", stripe)
    paid.give_back(20)
    paid.give_back(20)
    # Newest first is how it lists them: the failed one is looked at before the other.
    stripe.refunds[1]["status"] = "failed"
    paid.by_hand(20)
    paid.after(days=1)
    assert paid.back == [("refund", 20)]


@pytest.mark.parametrize("noted", [(), (50,), (50, 50), (100,)])
def test_each_of_two_payments_has_its_refund_once(stripe: Stripe, noted: tuple[int, ...]) -> None:
    paid = Paid("stripe", stripe)
    second = paid.twice()
    paid.give_back(50)
    stripe.give_back(second, 50)
    for amount in noted:
        paid.by_hand(amount)
    for _ in range(3):
        paid.after(days=5)
    assert sum(amount for _, amount in paid.back) == 100
    assert PaymentAttempt.objects.filter(refunds_asked__gt=1).count() == 2


def test_our_own_refund_of_another_payment_needs_nothing_noted_by_hand(paid: Paid) -> None:
    """It is on its way under our name, which PayPal's list need not say."""
    order, first = paid.found.order, PaymentAttempt.objects.get()
    request_refund(
        shop_id=order.shop_id,
        order_id=order.id,
        payment_id=Payment.objects.get(order=order).id,
        amount=500,
        actor=paid.found.staff,
        now=paid.now,
    )
    other = more_of(first, 1, money="another")[0]
    paid.by_hand(500)
    told = [
        Returned(f"re_{money}", money, 500, order.currency, RefundState.DONE)
        for money in (first.money, other.money)
    ]
    note_look(
        shop_id=order.shop_id,
        attempt_id=other.id,
        told=told,
        actor=system(order.shop_id),
        now=paid.now,
    )
    assert paid.back == [("refund", 500), ("refund", 500)]


def test_several_noted_by_hand_as_one_are_not_booked_again(stripe: Stripe) -> None:
    paid = Paid("stripe", stripe)
    paid.give_back(10)
    paid.give_back(20)
    stripe.refunds[0]["created"] = None
    paid.by_hand(30)
    with capture_logs() as logs:
        paid.after(days=1)
    assert paid.back == [("refund", 30)]
    assert [len(one["refunds"]) for one in logs if "refunds" in one] == [2], "it is said"
    paid.give_back(5)
    stripe.refunds[-1]["created"] += 3600
    paid.after(days=3)
    assert sorted(paid.back) == [("refund", 5), ("refund", 30)], "the later one is noted by nobody"
