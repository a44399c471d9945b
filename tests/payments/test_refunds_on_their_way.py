"""A refund that the provider has begun is asked about until it says how it ended, without any notice."""

from datetime import datetime, timedelta

import pytest

from comptoir.core.clock import utc_now
from comptoir.core.models import Job
from comptoir.orders.models import Payment
from comptoir.payments.actions.request_refund import request_refund
from comptoir.payments.queue import ASK_REFUND
from comptoir.payments.tidying import ask_about_begun
from tests.payments.paypal.stand_in import PayPal
from tests.payments.scene import Scene, scene, work
from tests.payments.stripe.stand_in import Stripe

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["stripe", "paypal"])
def begun(request: pytest.FixtureRequest, stripe: Stripe, paypal: PayPal) -> "Begun":
    return Begun(str(request.param), stripe, paypal)


class Begun:
    """An order that was paid, with a refund of 7.00 on its way; no notice ever comes."""

    def __init__(self, provider: str, stripe: Stripe, paypal: PayPal) -> None:
        self.there = stripe if provider == "stripe" else paypal
        self.there.pending_refunds = True
        self.found: Scene = scene(provider)
        attempt, self.now = self.found.start(), utc_now() + timedelta(minutes=15)
        if provider == "stripe":
            stripe.pay(attempt.reference)
        else:
            paypal.approve(attempt.reference)
        ask_about_begun(self.now)
        work(self.now)
        request_refund(
            shop_id=self.found.shop.id,
            order_id=self.found.order.id,
            payment_id=Payment.objects.get(order=self.found.order).id,
            amount=700,
            actor=self.found.staff,
            now=self.now,
        )
        work(self.now)
        assert self.refund.pending
        assert len(self.there.refunds) == 1

    @property
    def refund(self) -> Payment:
        return Payment.objects.get(order=self.found.order, kind="refund")

    def ends(self, status: str) -> None:
        self.there.refunds[0]["status"] = status

    def after(self, **time: float) -> datetime:
        self.now += timedelta(**time)
        work(self.now)
        return self.now


def test_it_is_asked_about_and_found_done(begun: Begun) -> None:
    begun.after(minutes=1)
    assert begun.refund.pending, "too early to ask"
    begun.after(minutes=10)
    assert begun.refund.pending
    begun.ends("succeeded" if isinstance(begun.there, Stripe) else "COMPLETED")
    begun.after(minutes=20)
    refund = begun.refund
    assert (refund.pending, refund.voided_at) == (False, None)
    assert refund.reference == begun.there.refunds[0]["id"]
    assert begun.found.seen()[1] == [("payment", begun.found.order.total), ("refund", 700)]
    assert not Job.objects.filter(kind__startswith="payments.").exists()
    assert len(begun.there.refunds) == 1, "it was asked about, not asked for again"


def test_it_is_asked_about_and_found_failed(begun: Begun) -> None:
    begun.ends("failed" if isinstance(begun.there, Stripe) else "FAILED")
    begun.after(minutes=10)
    assert begun.refund.voided_at is not None
    assert begun.found.seen() == ("paid", [("payment", begun.found.order.total)])


def test_it_is_asked_about_for_a_month_and_then_left(begun: Begun) -> None:
    asked = set()
    for _ in range(60):
        begun.after(days=1)
        asked |= set(Job.objects.filter(kind=ASK_REFUND).values_list("key", flat=True))
    assert 12 < len(asked) <= 21
    assert begun.refund.pending
    assert not Job.objects.filter(kind__startswith="payments.").exists()


def test_a_provider_that_is_away_is_asked_again(begun: Begun) -> None:
    begun.there.away = True
    begun.after(minutes=10)
    assert begun.refund.pending
    begun.there.away = False
    begun.ends("succeeded" if isinstance(begun.there, Stripe) else "COMPLETED")
    begun.after(minutes=10)
    assert not begun.refund.pending
