"""Payments that were begun and not ended are asked about, less and less often."""

from datetime import timedelta

import pytest

from comptoir.core.clock import utc_now
from comptoir.core.database import write
from comptoir.orders.actions.cancel import cancel
from comptoir.payments.models import PaymentAttempt
from comptoir.payments.tidying import ask_about_begun
from tests.payments.scene import Scene, scene, work
from tests.payments.stripe.stand_in import Stripe

pytestmark = pytest.mark.django_db


def later(minutes: int) -> None:
    now = utc_now() + timedelta(minutes=minutes)
    ask_about_begun(now)
    work(now)


def test_neither_return_nor_notice_comes_and_the_payment_is_found(stripe: Stripe) -> None:
    found = scene()
    attempt = found.start()
    stripe.pay(attempt.reference)
    later(5)
    assert found.seen() == ("unpaid", []), "too early to ask"
    later(15)
    assert found.seen() == ("paid", [("payment", found.order.total)])
    attempt.refresh_from_db()
    assert attempt.ask_at is None


def test_one_that_stays_open_is_asked_about_for_days_and_then_left(stripe: Stripe) -> None:
    found = scene()
    attempt = found.start()
    asked = 0
    for hour in range(24 * 14):
        now = utc_now() + timedelta(hours=hour)
        ask_about_begun(now)
        work(now)
        attempt.refresh_from_db()
        asked = attempt.asked
    assert 5 < asked < 15
    assert attempt.ask_at is None


def test_one_the_provider_never_heard_of_is_over(stripe: Stripe) -> None:
    found = scene()
    attempt = found.start()
    with write():
        PaymentAttempt.objects.update(reference="", url="", state="begun")
    later(15)
    attempt.refresh_from_db()
    assert (attempt.state, attempt.ask_at) == ("ended", None)


def test_an_expired_one_is_over_and_the_order_can_be_paid_anew(stripe: Stripe) -> None:
    found = scene()
    first = found.start()
    stripe.sessions[first.reference]["status"] = "expired"
    later(15)
    second = found.start()
    assert second.id != first.id
    stripe.pay(second.reference)
    later(30)
    assert found.seen()[0] == "paid"


def test_two_tabs_pay_the_same(stripe: Stripe) -> None:
    found = scene()
    assert found.start().id == found.start().id
    assert len(stripe.sessions) == 1


def test_another_amount_is_another_payment_and_the_old_one_is_closed(stripe: Stripe) -> None:
    from comptoir.orders.actions.mark_paid import mark_paid

    found = scene()
    first = found.start()
    mark_paid(
        shop_id=found.shop.id, order_id=found.order.id, amount=500, actor=found.staff, now=utc_now()
    )
    second = found.start()
    assert (second.id != first.id, second.amount) == (True, found.order.total - 500)
    work()
    assert stripe.sessions[first.reference]["status"] == "expired"
    assert PaymentAttempt.objects.get(id=first.id).state == "ended"


def test_both_paid_all_the_same_is_overpaid_and_lost_is_nothing(stripe: Stripe) -> None:
    found = scene()
    first = found.start()
    with write():
        PaymentAttempt.objects.update(created_at=utc_now() - timedelta(hours=3))
    second = found.start()
    stripe.pay(first.reference)
    stripe.pay(second.reference)
    later(15)
    total = found.order.total
    assert found.seen() == ("overpaid", [("payment", total), ("payment", total)])


def test_nothing_to_pay_no_payment_is_begun(stripe: Stripe) -> None:
    from comptoir.core.errors import Refused

    found = scene()
    cancel(shop_id=found.shop.id, order_id=found.order.id, actor=found.staff, now=utc_now())
    with pytest.raises(Refused):
        found.start()
    assert not stripe.sessions


def test_the_scene_is_one_of_ones_own(stripe: Stripe) -> None:
    """The order of another shop is out of reach."""
    mine, others = scene(), scene()
    with pytest.raises(Exception, match="nothing"):
        Scene(mine.shop, mine.method, mine.account, others.order).start()
