"""Stripe's notices: late, early, twice, out of order, forged, with another amount or currency."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from comptoir.core.actor import system
from comptoir.core.clock import utc_now
from comptoir.core.database import write
from comptoir.mailing.models import Message
from comptoir.orders.actions.cancel import cancel
from comptoir.orders.models import Order, Payment
from comptoir.payments.models import PaymentAttempt, ProviderNotice
from comptoir.payments.providers.stripe.signature import sign
from tests.payments.scene import Scene, posted, scene, work
from tests.payments.stripe.stand_in import SECRET, Stripe

pytestmark = pytest.mark.django_db


def tell(found: Scene, event: dict[str, Any], secret: str = SECRET, age: int = 0) -> int:
    body = json.dumps(event).encode()
    at = utc_now() - timedelta(seconds=age)
    return posted(found, body, {"Stripe-Signature": sign(body, secret, at=at)})


def paid(stripe: Stripe, attempt: PaymentAttempt, **other: Any) -> dict[str, Any]:
    return stripe.pay(attempt.reference, **other)


def test_a_notice_alone_makes_the_order_paid(stripe: Stripe) -> None:
    found = scene(mail_payment_received=True)
    attempt = found.start()
    assert tell(found, paid(stripe, attempt)) == 200
    assert found.seen() == ("unpaid", []), "only stored; the worker does the rest"
    work()
    assert found.seen() == ("paid", [("payment", found.order.total)])
    payment = Payment.objects.get(order=found.order)
    assert payment.provider == "stripe"
    assert payment.reference.startswith("pi_")
    assert PaymentAttempt.objects.get().state == "paid"
    assert Message.objects.filter(order_id=found.order.id, kind="payment").count() == 1


def test_twice_is_once(stripe: Stripe) -> None:
    found = scene()
    event = paid(stripe, found.start())
    assert [tell(found, event) for _ in range(3)] == [200, 200, 200]
    work()
    assert tell(found, event) == 200
    # Another event that says the same again.
    assert tell(found, event | {"id": "evt_again"}) == 200
    work()
    assert found.seen() == ("paid", [("payment", found.order.total)])
    assert ProviderNotice.objects.count() == 2


def test_what_is_told_late_takes_nothing_back(stripe: Stripe) -> None:
    found = scene()
    attempt = found.start()
    before = stripe.event("checkout.session.completed", stripe.sessions[attempt.reference])
    expired = stripe.event(
        "checkout.session.expired", stripe.sessions[attempt.reference] | {"status": "expired"}
    )
    for event in (paid(stripe, attempt), expired, before):
        assert tell(found, event) == 200
        work()
    assert found.seen() == ("paid", [("payment", found.order.total)])


def test_money_of_an_attempt_that_was_over_is_booked(stripe: Stripe) -> None:
    found = scene()
    attempt = found.start()
    session = stripe.sessions[attempt.reference]
    tell(found, stripe.event("checkout.session.expired", session | {"status": "expired"}))
    work()
    assert PaymentAttempt.objects.get().state == "ended"
    tell(found, paid(stripe, attempt))
    work()
    assert found.seen()[0] == "paid"


@pytest.mark.parametrize(
    ("secret", "age"),
    [("whsec_other", 0), (SECRET, 3600), ("", 0)],
    ids=["forged", "old", "no secret"],
)
def test_a_forged_notice_is_not_kept(stripe: Stripe, secret: str, age: int) -> None:
    found = scene()
    event = paid(stripe, found.start())
    assert tell(found, event, secret, age) == 400
    work()
    assert found.seen() == ("unpaid", [])
    assert not ProviderNotice.objects.exists()
    # Having been pretended to, the true one still counts.
    assert tell(found, event) == 200
    work()
    assert found.seen()[0] == "paid"


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"\xff\xfe", b'{"id": 5}', b'{"id":"e","x":"\\u0000"}']
)
def test_what_is_no_notice_is_refused(stripe: Stripe, body: bytes) -> None:
    found = scene()
    answer = posted(found, body, {"Stripe-Signature": sign(body, SECRET, at=utc_now())})
    # A signed object with an id is kept, whatever else stands in it.
    assert answer == (200 if b'"e"' in body else 400)
    assert Client().get(found.hook).status_code == 405
    assert Client().post(found.hook.replace("stripe", "paypal")).status_code == 404


def test_another_amount_is_booked_as_it_came(stripe: Stripe) -> None:
    found = scene()
    total = found.order.total
    tell(found, paid(stripe, found.start(), amount_total=total - 1))
    work()
    assert found.seen() == ("partly_paid", [("payment", total - 1)])


def test_another_currency_is_never_booked_but_shown(stripe: Stripe) -> None:
    found = scene()
    tell(found, paid(stripe, found.start(), currency="usd"))
    work()
    assert found.seen() == ("unpaid", [])
    notice = ProviderNotice.objects.get()
    assert (notice.state, notice.reason) == ("unclear", "currency")


def test_money_for_a_cancelled_order_is_booked_and_the_order_stays_cancelled(
    stripe: Stripe,
) -> None:
    found = scene()
    attempt = found.start()
    cancel(shop_id=found.shop.id, order_id=found.order.id, actor=found.staff, now=utc_now())
    tell(found, paid(stripe, attempt))
    work()
    assert found.seen() == ("paid", [("payment", found.order.total)])
    assert Order.objects.get(id=found.order.id).cancelled


def test_a_notice_before_its_order_waits(stripe: Stripe) -> None:
    found = scene()
    attempt = found.start()
    event = paid(stripe, attempt)
    key = attempt.key
    with write():
        # As if the notice overtook the commit of what it is about.
        PaymentAttempt.objects.filter(id=attempt.id).update(key="not yet", reference="not yet")
    tell(found, event)
    now = utc_now()
    work(now)
    assert ProviderNotice.objects.get().state == "early"
    with write():
        PaymentAttempt.objects.filter(id=attempt.id).update(key=key)
    work(now + timedelta(minutes=1))
    assert found.seen()[0] == "paid"
    assert ProviderNotice.objects.get().state == "handled"


def test_one_whose_order_never_comes_is_shown(stripe: Stripe) -> None:
    found = scene()
    event = paid(stripe, found.start())
    event["data"]["object"] |= {"client_reference_id": "of another house", "id": "cs_other"}
    tell(found, event)
    now = utc_now()
    for hours in range(60):
        work(now + timedelta(hours=hours))
    notice = ProviderNotice.objects.get()
    assert (notice.state, notice.reason) == ("unclear", "unknown")
    assert found.seen() == ("unpaid", [])


def test_what_other_programs_do_with_the_account_is_their_matter(stripe: Stripe) -> None:
    found = scene()
    event = paid(stripe, found.start())
    event["data"]["object"] |= {"client_reference_id": None, "id": "cs_other"}
    tell(found, event)
    tell(found, stripe.event("customer.created", {"id": "cus_1"}))
    work()
    assert set(ProviderNotice.objects.values_list("state", flat=True)) == {"handled"}


def test_money_that_comes_days_later_and_money_that_does_not(stripe: Stripe) -> None:
    found = scene()
    attempt = found.start()
    tell(found, stripe.later(attempt.reference))
    work()
    assert found.seen() == ("unpaid", [])
    assert PaymentAttempt.objects.get().state == "waiting"
    tell(found, stripe.fail(attempt.reference))
    work()
    assert PaymentAttempt.objects.get().state == "declined"
    assert found.seen() == ("unpaid", [])


def test_a_notice_about_a_provider_payment_can_not_be_taken_back_by_hand(stripe: Stripe) -> None:
    from comptoir.core.errors import Refused
    from comptoir.orders.actions.undo import undo
    from comptoir.orders.actions.void_payment import void_payment
    from comptoir.orders.history import last_event

    found = scene()
    tell(found, paid(stripe, found.start()))
    work()
    payment = Payment.objects.get(order=found.order)
    where: Any = {"shop_id": found.shop.id, "actor": system(found.shop.id), "now": utc_now()}
    with pytest.raises(Refused, match="provider"):
        void_payment(**where, order_id=found.order.id, payment_id=payment.id)
    event = last_event(found.order, "order.paid")
    assert event is not None
    with pytest.raises(Refused, match="provider"):
        undo(**where, event_id=event.id)
    assert found.seen()[0] == "paid"


def test_the_bodies_of_notices_go_with_the_customers_name(stripe: Stripe) -> None:
    from comptoir.orders.actions.anonymise import anonymise
    from comptoir.orders.actions.delete import delete

    found = scene()
    tell(found, paid(stripe, found.start()))
    work()
    assert "cs_test" in ProviderNotice.objects.get().body
    where: Any = {"shop_id": found.shop.id, "order_id": found.order.id}
    delete(**where, put_back=True, actor=found.staff, now=utc_now())
    anonymise(**where, actor=system(found.shop.id), now=utc_now())
    work()
    notice = ProviderNotice.objects.get()
    assert (notice.body, notice.headers) == ("", {})
