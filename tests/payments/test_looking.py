"""Refunds that merchants make at the provider's own pages are found, once, notice or not."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test.utils import CaptureQueriesContext

from comptoir.core import jobs
from comptoir.core.clock import utc_now
from comptoir.core.models import Job
from comptoir.orders.actions.refund import refund
from comptoir.orders.models import Payment
from comptoir.payments import looking, rules
from comptoir.payments.actions import look_at_paid as looks
from comptoir.payments.actions.note_look import note_look
from comptoir.payments.actions.request_refund import request_refund
from comptoir.payments.looking import look
from comptoir.payments.models import PaymentAttempt, ProviderNotice
from comptoir.payments.queue import LOOK
from comptoir.payments.tidying import look_for_refunds
from tests.payments.looked_at import Paid, more_of
from tests.payments.paypal.stand_in import PayPal
from tests.payments.stripe.stand_in import Stripe

pytestmark = pytest.mark.django_db


def test_one_whose_notice_never_comes_is_found_within_days(paid: Paid) -> None:
    given = paid.give_back(700)
    paid.after(hours=20)
    assert paid.questions == [], "too early to ask"
    paid.after(hours=8)
    assert paid.found.seen() == ("partly_refunded", [("payment", paid.total), ("refund", 700)])
    row = Payment.objects.get(order=paid.found.order, kind="refund")
    assert (row.reference, row.pending, row.of_id is not None) == (given["id"], False, True)
    assert len(paid.questions) == 1
    assert not Job.objects.filter(kind__startswith="payments.").exists()


def test_the_notice_before_or_after_books_nothing_again(paid: Paid) -> None:
    first = paid.give_back(700)
    paid.notice(first)
    paid.after(days=1)
    assert paid.back == [("refund", 700)]
    second = paid.give_back(300)
    paid.after(days=3)
    assert paid.back == [("refund", 700), ("refund", 300)]
    paid.notice(second)
    paid.after(days=5)
    assert paid.back == [("refund", 700), ("refund", 300)]
    assert set(ProviderNotice.objects.values_list("state", flat=True)) == {"handled"}


def test_the_whole_given_back_in_pieces_is_refunded(paid: Paid) -> None:
    paid.give_back(1)
    paid.give_back(paid.total - 1)
    paid.after(days=1)
    assert paid.found.seen()[0] == "refunded"
    assert sorted(paid.back) == [("refund", 1), ("refund", paid.total - 1)]


def test_less_and_less_often_and_then_never_again(paid: Paid) -> None:
    days = []
    for day in range(300):
        before = len(paid.questions)
        paid.after(days=1)
        if len(paid.questions) > before:
            days.append(day + 1)
    assert len(days) == len(paid.questions) == 8, "one request each"
    pauses = [later - one for one, later in pairwise(days)]
    assert pauses == sorted(pauses)
    assert 170 < days[-1] < 190
    paid.attempt.refresh_from_db()
    assert paid.attempt.refunds_at is None


def test_one_that_is_on_its_way_is_looked_for_again_tomorrow(paid: Paid) -> None:
    paid.there.pending_refunds = True
    given = paid.give_back(700)
    paid.after(days=1)
    assert paid.back == []
    given["status"] = "succeeded" if isinstance(paid.there, Stripe) else "COMPLETED"
    paid.there.refunds[0]["status"] = given["status"]
    paid.after(days=1)
    assert paid.back == [("refund", 700)]


def test_our_own_on_its_way_is_not_taken_for_another(paid: Paid) -> None:
    request_refund(
        shop_id=paid.found.shop.id,
        order_id=paid.found.order.id,
        payment_id=Payment.objects.get(order=paid.found.order).id,
        amount=500,
        actor=paid.found.staff,
        now=paid.now,
    )
    # The provider has done it, and says so without our name for it; we have not heard yet.
    paid.give_back(500)
    paid.now += timedelta(days=1)
    look_for_refunds(paid.now)
    look(jobs.claim(kind=LOOK, now=paid.now), paid.now)
    assert paid.back == [("refund", 500)]
    assert Payment.objects.get(order=paid.found.order, kind="refund").pending


def test_what_is_above_what_is_left_is_not_booked(paid: Paid) -> None:
    refund(
        shop_id=paid.found.shop.id,
        order_id=paid.found.order.id,
        amount=paid.total - 100,
        actor=paid.found.staff,
        now=paid.now,
    )
    paid.give_back(101)
    paid.after(days=1)
    assert paid.back == [("refund", paid.total - 100)]


def test_a_provider_that_is_away_is_asked_another_day_and_nobody_is_told(paid: Paid) -> None:
    paid.give_back(700)
    paid.there.away = True
    paid.after(days=1)
    assert not Job.objects.filter(kind=LOOK).exists()
    paid.there.away = False
    paid.after(days=1)
    assert paid.back == [("refund", 700)]


def test_an_account_that_is_not_connected_is_not_asked(paid: Paid) -> None:
    paid.give_back(700)
    paid.connected(False)
    paid.after(days=3)
    assert paid.questions == []
    paid.connected(True)
    paid.after(days=3)
    assert paid.back == [("refund", 700)]


def test_a_run_asks_about_a_bounded_number(paid: Paid, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "FEWEST_LOOKS", 3)
    more_of(paid.attempt, 7)
    asked = []
    for _ in range(4):
        before = Job.objects.filter(kind=LOOK).count()
        look_for_refunds(paid.now + timedelta(days=2))
        asked.append(Job.objects.filter(kind=LOOK).count() - before)
    assert asked == [3, 3, 2, 0]


def test_many_that_wait_are_worked_off_within_hours(paid: Paid) -> None:
    more_of(paid.attempt, 1199)
    assert looks.look_at_paid(now=paid.now + timedelta(days=2)) == 20
    assert looks.look_at_paid(now=paid.now + timedelta(days=2)) == 20
    waiting, runs = 1_000_000, 0
    while waiting:
        waiting, runs = waiting - min(waiting, rules.looks_at_once(waiting)), runs + 1
    assert runs < 16 * 60


def test_those_that_are_not_asked_take_nobodys_place(
    paid: Paid, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "FEWEST_LOOKS", 1)
    away = Paid(paid.found.account.provider, paid.there)
    long_ago = paid.now - timedelta(days=300)
    more_of(away.attempt, 5, refunds_at=long_ago)
    more_of(paid.attempt, 5, refunds_at=long_ago, created_at=long_ago)
    away.connected(False)
    paid.give_back(700)
    paid.after(days=1.5)
    assert paid.back == [("refund", 700)]
    rows = PaymentAttempt.objects.all()
    assert rows.filter(refunds_at=None).count() == 5, "old ones are dropped at once"
    assert not rows.filter(refunds_at__lte=paid.now).exists(), "nothing stays to be walked over"


def test_one_look_that_nobody_foresaw_does_not_hold_up_the_others(
    paid: Paid, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Paid(paid.found.account.provider, paid.there)
    paid.give_back(700)
    other.give_back(300)
    note = note_look

    def stumbling(**given: Any) -> None:
        if given["attempt_id"] == paid.attempt.id:
            raise ZeroDivisionError
        note(**given)

    monkeypatch.setattr(looking, "note_look", stumbling)
    paid.after(days=1.5)
    assert (paid.back, other.back) == ([], [("refund", 300)])
    assert not Job.objects.filter(kind=LOOK).exists()
    monkeypatch.undo()
    paid.after(days=1)
    assert paid.back == [("refund", 700)], "tomorrow it is asked again"


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_database_that_is_away_costs_no_look(
    paid: Paid, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    paid.give_back(700)
    paid.now += timedelta(days=1)
    look_for_refunds(paid.now)

    def away(**_: Any) -> None:
        raise error

    monkeypatch.setattr(looking, "note_look", away)
    with pytest.raises(error):
        look(jobs.claim(kind=LOOK, now=paid.now), paid.now)
    assert Job.objects.filter(kind=LOOK).exists()


def test_what_a_bank_took_back_is_no_refund(paypal: PayPal) -> None:
    """A refund that stands in PayPal's order, while its capture is not called refunded."""
    paid = Paid("paypal", paypal)
    paid.give_back(700)
    paypal.captures[paid.attempt.money]["status"] = "COMPLETED"
    paid.after(days=1)
    assert paid.back == []


def test_another_shops_money_is_out_of_reach(stripe: Stripe) -> None:
    mine, others = Paid("stripe", stripe), Paid("stripe", stripe)
    others.give_back(700)
    mine.after(days=1)
    assert mine.back == []
    assert mine.found.order.id != others.found.order.id


def test_due_ones_are_found_along_their_index(paid: Paid) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the plan is read on SQLite; PostgreSQL has the same index")
    due = PaymentAttempt.objects.filter(refunds_at__lte=utc_now())
    assert "attempt_refunds" in due.explain()
    with CaptureQueriesContext(connection) as asked:
        paid.after(days=1)
    wanted = [one["sql"] for one in asked if "connected_at" in one["sql"] and "LIMIT" in one["sql"]]
    assert wanted
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {wanted[0]}")
        plan = str(cursor.fetchall())
    assert "attempt_refunds" in plan
    assert "TEMP B-TREE" not in plan
