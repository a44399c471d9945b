"""Money that goes back: in any split, never a cent too much, asked once, answered or refused."""

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from comptoir.core.actor import system
from comptoir.core.clock import utc_now
from comptoir.core.errors import NotFound, Refused
from comptoir.orders.actions.book_payment import book_payment
from comptoir.orders.actions.refund import refund
from comptoir.orders.errors import AboveReceived
from comptoir.orders.models import Order, Payment
from comptoir.payments.actions.note_refund import note_refund
from comptoir.payments.actions.request_refund import request_refund
from comptoir.payments.providers.interface import RefundState, Returned
from tests.factories import make_order, make_shop, make_variant
from tests.payments.scene import Scene, posted, scene, work
from tests.payments.stripe.stand_in import Stripe
from tests.payments.test_stripe_notices import paid, tell

pytestmark = pytest.mark.django_db


def paid_scene(stripe: Stripe) -> tuple[Scene, Payment]:
    found = scene()
    tell(found, paid(stripe, found.start()))
    work()
    return found, Payment.objects.get(order=found.order)


def ask(found: Scene, payment: Payment, amount: int) -> Any:
    return request_refund(
        shop_id=found.shop.id,
        order_id=found.order.id,
        payment_id=payment.id,
        amount=amount,
        actor=found.staff,
        now=utc_now(),
    )


def test_a_refund_is_asked_for_by_the_worker_and_booked(stripe: Stripe) -> None:
    found, payment = paid_scene(stripe)
    ask(found, payment, 1000)
    pending = Payment.objects.get(order=found.order, kind="refund")
    assert pending.pending
    assert not stripe.refunds, "the action asks nobody"
    assert found.seen()[0] == "partly_refunded"
    work()
    pending.refresh_from_db()
    assert (pending.pending, pending.reference) == (False, stripe.refunds[0]["id"])
    assert pending.of_id == payment.id


def test_its_notice_books_nothing_again_before_or_after_the_answer(stripe: Stripe) -> None:
    found, payment = paid_scene(stripe)
    ask(found, payment, 1000)
    key = Payment.objects.get(order=found.order, kind="refund").reference
    early = {
        "id": "re_000099",
        "amount": 1000,
        "currency": "eur",
        "payment_intent": payment.reference,
        "status": "succeeded",
        "metadata": {"comptoir": key},
    }
    # The notice overtakes the answer that it is about.
    stripe.answers[f"refund-{key}"] = ("", 0, {})
    tell(found, stripe.event("refund.created", early))
    from comptoir.core import jobs
    from comptoir.payments.jobs import handle_notices
    from comptoir.payments.queue import NOTICE

    now = utc_now()
    handle_notices(jobs.claim(kind=NOTICE, now=now), now)
    assert found.seen()[1][1:] == [("refund", 1000)]
    work()
    tell(found, stripe.event("refund.updated", early))
    work()
    assert found.seen()[1][1:] == [("refund", 1000)]


def test_one_made_at_the_provider_itself_is_booked_once(stripe: Stripe) -> None:
    found, payment = paid_scene(stripe)
    there = {
        "id": "re_77",
        "amount": 500,
        "currency": "eur",
        "payment_intent": payment.reference,
        "status": "succeeded",
        "metadata": {},
    }
    for kind in ("refund.created", "refund.updated", "charge.refund.updated"):
        tell(found, stripe.event(kind, there))
        work()
    assert found.seen() == ("partly_refunded", [("payment", payment.amount), ("refund", 500)])


def test_what_the_provider_refuses_counts_again_and_says_why(stripe: Stripe) -> None:
    found, payment = paid_scene(stripe)
    stripe.refuse_refunds = "The balance is too low."
    ask(found, payment, payment.amount)
    assert found.seen()[0] == "refunded"
    work()
    assert found.seen() == ("paid", [("payment", payment.amount)])
    from comptoir.orders.history import last_event

    event = last_event(found.order, "order.refund_failed")
    assert event is not None
    assert "balance is too low" in event.after["why"]


def test_a_provider_that_is_away_is_asked_again(stripe: Stripe) -> None:
    found, payment = paid_scene(stripe)
    stripe.away = True
    ask(found, payment, 100)
    now = utc_now()
    work(now)
    assert Payment.objects.get(order=found.order, kind="refund").pending
    stripe.away = False
    work(now + timedelta(minutes=5))
    assert not Payment.objects.get(order=found.order, kind="refund").pending
    assert len(stripe.refunds) == 1


def test_never_more_than_came_whoever_gives_it_back(stripe: Stripe) -> None:
    found, payment = paid_scene(stripe)
    refund(
        shop_id=found.shop.id,
        order_id=found.order.id,
        amount=payment.amount - 10,
        actor=found.staff,
        now=utc_now(),
    )
    with pytest.raises(AboveReceived):
        ask(found, payment, 11)
    ask(found, payment, 10)
    with pytest.raises(AboveReceived):
        ask(found, payment, 1)
    work()
    assert found.seen()[0] == "refunded"


def test_a_payment_that_no_provider_reported_has_nobody_to_ask(stripe: Stripe) -> None:
    from comptoir.orders.actions.mark_paid import mark_paid

    found = scene()
    mark_paid(shop_id=found.shop.id, order_id=found.order.id, actor=found.staff, now=utc_now())
    with pytest.raises(NotFound):
        ask(found, Payment.objects.get(order=found.order), 1)


def test_a_refund_without_a_known_payment_is_shown(stripe: Stripe) -> None:
    from comptoir.payments.models import ProviderNotice

    found, _payment = paid_scene(stripe)
    other = {
        "id": "re_5",
        "amount": 1,
        "currency": "eur",
        "payment_intent": "pi_x",
        "status": "succeeded",
    }
    body = json.dumps(stripe.event("refund.created", other)).encode()
    assert posted(found, body, {"Stripe-Signature": "t=1,v1=x"}) == 400
    tell(found, stripe.event("refund.created", other))
    now = utc_now()
    work(now)
    assert ProviderNotice.objects.filter(state="early").count() == 1
    for hours in range(60):
        work(now + timedelta(hours=hours))
    notice = ProviderNotice.objects.get(state="unclear")
    assert notice.reason == "unknown"


def test_a_refund_made_at_stripe_whose_notice_overtakes_the_payment_is_booked(
    stripe: Stripe,
) -> None:
    from comptoir.payments.models import ProviderNotice

    found = scene()
    attempt = found.start()
    stripe.carrier = lambda _event, _send: None
    paid = stripe.pay(attempt.reference)
    session = stripe.sessions[attempt.reference]
    back = {
        "id": "re_9",
        "amount": 400,
        "currency": "eur",
        "payment_intent": session["payment_intent"],
        "status": "succeeded",
    }
    now = utc_now()
    tell(found, stripe.event("refund.created", back))
    work(now)
    assert found.seen() == ("unpaid", [])
    tell(found, paid)
    work(now + timedelta(minutes=1))
    work(now + timedelta(minutes=2))
    assert found.seen() == ("partly_refunded", [("payment", found.order.total), ("refund", 400)])
    assert set(ProviderNotice.objects.values_list("state", flat=True)) == {"handled"}


class Splits(TestCase):
    """Any split, any answers in any order: to the cent, and never above."""

    @given(data=st.data())
    def test_any_split_of_refunds(self, data: st.DataObject) -> None:
        shop = make_shop()
        order = make_order(shop, make_variant(shop, price=data.draw(st.integers(1, 10**7))))
        actor = system(shop.id)
        where: Any = {"shop_id": shop.id, "order_id": order.id, "actor": actor, "now": utc_now()}
        came = data.draw(st.integers(1, 10**7))
        book_payment(**where, amount=came, provider="stripe", reference="pi_1")
        payment = Payment.objects.get(order=order)
        gone: dict[str, int] = {}
        for step in range(data.draw(st.integers(1, 8))):
            amount = data.draw(st.integers(1, came) | st.just(came - sum(gone.values())))
            left = came - sum(gone.values())
            if data.draw(st.booleans()):
                try:
                    event = request_refund(**where, payment_id=payment.id, amount=amount)
                except Refused:
                    assert amount > left or amount <= 0
                    continue
                assert 0 < amount <= left
                key = event.after["reference"]
                state = data.draw(st.sampled_from(RefundState))
                told = Returned(f"re_{step}", "pi_1", amount, order.currency, state, key=key)
                for _ in range(data.draw(st.integers(1, 3))):
                    note_refund(**where, told=told)
                if state != RefundState.FAILED:
                    gone[key] = amount
            else:
                told = Returned(f"re_{step}", "pi_1", amount, order.currency, RefundState.DONE)
                try:
                    note_refund(**where, told=told)
                    note_refund(**where, told=told)
                except Refused:
                    assert amount > left or amount <= 0
                    continue
                assert 0 < amount <= left
                gone[f"re_{step}"] = amount
            order = Order.objects.get(id=order.id)
            assert (order.received, order.refunded) == (came, sum(gone.values()))
            assert 0 <= order.refunded <= order.received
