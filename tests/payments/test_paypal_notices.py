"""PayPal's notices: proven offline, late, early, twice, out of order, forged."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache

from comptoir.core.clock import utc_now
from comptoir.orders.actions.cancel import cancel
from comptoir.orders.models import Payment
from comptoir.payments.actions.request_refund import request_refund
from comptoir.payments.models import PaymentAttempt, ProviderNotice
from comptoir.payments.providers.interface import Forged
from comptoir.payments.providers.paypal import certificates
from comptoir.payments.tidying import ask_about_begun
from tests.payments.paypal import papers
from tests.payments.paypal.stand_in import CERTIFICATE, PayPal
from tests.payments.scene import Scene, posted, scene, work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_certificates() -> None:
    cache.clear()


def tell(found: Scene, paypal: PayPal, event: dict[str, Any], **signed: Any) -> int:
    body = json.dumps(event).encode()
    return posted(found, body, paypal.signed(body, **signed))


def captured(paypal: PayPal, attempt: PaymentAttempt, **other: Any) -> dict[str, Any]:
    """The notice of a capture that was made."""
    paypal.approve(attempt.reference)
    _status, order = paypal._capture(paypal.orders[attempt.reference])
    (capture,) = order["purchase_units"][0]["payments"]["captures"]
    return paypal.event("PAYMENT.CAPTURE.COMPLETED", capture | other)


def test_approved_and_never_back_the_worker_takes_the_money(paypal: PayPal) -> None:
    found = scene("paypal")
    attempt = found.start()
    assert attempt.url.endswith(f"token={attempt.reference}")
    assert tell(found, paypal, paypal.approve(attempt.reference)) == 200
    assert found.seen() == ("unpaid", [])
    work()
    assert found.seen() == ("paid", [("payment", found.order.total)])
    payment = Payment.objects.get(order=found.order)
    assert (payment.provider, payment.reference) == ("paypal", next(iter(paypal.captures)))


def test_the_first_notice_waits_for_the_certificate_and_later_ones_do_not(paypal: PayPal) -> None:
    found = scene("paypal")
    event = captured(paypal, found.start())
    tell(found, paypal, event)
    assert ProviderNotice.objects.get().state == "unproven"
    assert paypal.fetched == 0, "nothing is fetched while the provider waits"
    work()
    notice = ProviderNotice.objects.get()
    assert (notice.state, notice.event_id) == ("handled", event["id"])
    tell(found, paypal, event | {"id": "WH-LATER"})
    assert ProviderNotice.objects.get(event_id="WH-LATER").state == "waiting"
    work()
    assert paypal.fetched == 1
    assert found.seen() == ("paid", [("payment", found.order.total)])


def test_twice_while_unproven_and_twice_after_is_once(paypal: PayPal) -> None:
    found = scene("paypal")
    event = captured(paypal, found.start())
    body = json.dumps(event).encode()
    headers = paypal.signed(body)
    for _ in range(3):
        assert posted(found, body, headers) == 200
    other = paypal.signed(body, url=f"{paypal.url}/v1/notifications/certs/../certs/CERT-1")
    posted(found, body, other)
    work()
    assert posted(found, body, headers) == 200
    work()
    assert ProviderNotice.objects.filter(event_id=event["id"]).count() == 1
    assert found.seen() == ("paid", [("payment", found.order.total)])


@pytest.mark.parametrize(
    "signed",
    [{"webhook": "WH-OTHER"}, {"number": 5}],
    ids=["for another webhook", "by another key"],
)
def test_a_forged_notice_is_gone_once_that_is_known(paypal: PayPal, signed: dict[str, Any]) -> None:
    found = scene("paypal")
    event = captured(paypal, found.start())
    assert tell(found, paypal, event, **signed) == 200, "not known yet"
    work()
    assert not ProviderNotice.objects.exists()
    assert found.seen() == ("unpaid", [])
    assert tell(found, paypal, event, **signed) == 400, "known now"
    assert tell(found, paypal, event) == 200
    work()
    assert found.seen()[0] == "paid"


@pytest.mark.parametrize(
    "url",
    [
        "http://api.paypal.com/v1/notifications/certs/CERT-1",
        "https://api.paypal.com.evil.example/v1/notifications/certs/CERT-1",
        "https://evil.example/v1/notifications/certs/CERT-1",
        "https://api.paypal.com@evil.example/v1/notifications/certs/CERT-1",
        "https://api.paypal.com:8443/v1/notifications/certs/CERT-1",
        "https://api.paypal.com/v1/notifications/certs/../../../elsewhere",
        "https://api.paypal.com/else/CERT-1",
        "https://api.paypal.com/v1/notifications/certs/CERT-1?x=https://evil.example",
        "https://[",
        "file:///etc/passwd",
        "",
    ],
)
def test_certificates_come_from_paypal_only(paypal: PayPal, url: str) -> None:
    with pytest.raises(Forged):
        certificates.checked_url(url)
    found = scene("paypal")
    body = json.dumps(captured(paypal, found.start())).encode()
    headers = paypal.signed(body) | {"Paypal-Cert-Url": url}
    assert posted(found, body, headers) == 400
    assert not ProviderNotice.objects.exists()


def chains() -> dict[str, bytes]:
    mine, theirs = papers.authority("Own root", 7), (papers.between(), papers.key(1))
    other = papers.leaf(2, theirs, name="www.paypal.com")
    over = papers.leaf(2, theirs, until=datetime(2026, 2, 1, tzinfo=UTC))
    return {
        "self-made root": papers.pem(papers.leaf(2, (mine, papers.key(7))), mine),
        "another name": papers.pem(other, papers.between()),
        "over": papers.pem(over, papers.between()),
        "without the one between": papers.pem(papers.signer()),
        "no certificate": b"hello",
    }


@pytest.mark.parametrize("chain", list(chains()))
def test_a_certificate_without_its_chain_proves_nothing(paypal: PayPal, chain: str) -> None:
    found = scene("paypal")
    paypal.pem = chains()[chain]
    tell(found, paypal, captured(paypal, found.start()))
    work()
    assert found.seen() == ("unpaid", [])
    assert not ProviderNotice.objects.exists()


def test_a_certificate_that_can_not_be_fetched_now_is_fetched_later(paypal: PayPal) -> None:
    found = scene("paypal")
    event = captured(paypal, found.start())
    right, paypal.pem = paypal.pem, b"x" * 100_000
    tell(found, paypal, event)
    now = utc_now()
    work(now)
    assert ProviderNotice.objects.get().state == "unproven"
    paypal.pem = right
    work(now + timedelta(minutes=1))
    assert found.seen()[0] == "paid"


def test_a_pretender_does_not_take_the_name_of_an_event_to_come(paypal: PayPal) -> None:
    found = scene("paypal")
    event = captured(paypal, found.start())
    tell(found, paypal, {"id": event["id"], "event_type": "X"}, number=5)
    tell(found, paypal, event)
    work()
    assert found.seen()[0] == "paid"


def test_a_flood_of_unproven_ones_is_stopped(
    paypal: PayPal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("comptoir.payments.queries.notices.MOST_UNPROVEN", 2)
    found = scene("paypal")
    event = captured(paypal, found.start())
    sent = [tell(found, paypal, event | {"id": f"X{n}"}, number=5) for n in range(4)]
    assert sent == [200, 200, 400, 400]
    work()
    assert tell(found, paypal, event) == 200
    work()
    assert found.seen()[0] == "paid"


def test_an_attempt_that_nobody_owes_any_more_is_not_taken(paypal: PayPal) -> None:
    found = scene("paypal")
    attempt = found.start()
    cancel(shop_id=found.shop.id, order_id=found.order.id, actor=found.staff, now=utc_now())
    tell(found, paypal, paypal.approve(attempt.reference))
    work()
    assert not paypal.captures
    assert found.seen() == ("unpaid", [])


def test_money_that_was_taken_for_a_cancelled_order_is_booked(paypal: PayPal) -> None:
    found = scene("paypal")
    event = captured(paypal, found.start())
    cancel(shop_id=found.shop.id, order_id=found.order.id, actor=found.staff, now=utc_now())
    tell(found, paypal, event)
    work()
    assert found.seen() == ("paid", [("payment", found.order.total)])


def test_declined(paypal: PayPal) -> None:
    found = scene("paypal")
    attempt = found.start()
    paypal.declines = True
    tell(found, paypal, paypal.approve(attempt.reference))
    work()
    assert PaymentAttempt.objects.get().state == "declined"
    assert found.seen() == ("unpaid", [])
    paypal.declines = False
    second = found.start()
    assert second.id != attempt.id
    tell(found, paypal, paypal.approve(second.reference))
    work()
    assert found.seen()[0] == "paid"


@pytest.mark.parametrize(
    ("amount", "state"),
    [
        ({"currency_code": "EUR", "value": "1.00"}, "partly_paid"),
        ({"currency_code": "USD", "value": "28.90"}, "unpaid"),
        ({"currency_code": "EUR", "value": "-5.00"}, "unpaid"),
        ({"currency_code": "EUR", "value": "1e3"}, "unpaid"),
    ],
)
def test_other_amounts_and_currencies(paypal: PayPal, amount: dict[str, str], state: str) -> None:
    found = scene("paypal")
    tell(found, paypal, captured(paypal, found.start(), amount=amount))
    work()
    assert found.seen()[0] == state
    assert ProviderNotice.objects.get().state == (
        "handled" if state == "partly_paid" else "unclear"
    )


def test_neither_return_nor_notice_comes(paypal: PayPal) -> None:
    found = scene("paypal")
    attempt = found.start()
    paypal.approve(attempt.reference)
    now = utc_now() + timedelta(minutes=15)
    ask_about_begun(now)
    work(now)
    assert found.seen()[0] == "paid"


def test_an_order_that_paypal_forgot_is_over(paypal: PayPal) -> None:
    found = scene("paypal")
    found.start()
    paypal.orders.clear()
    now = utc_now() + timedelta(minutes=15)
    ask_about_begun(now)
    work(now)
    assert PaymentAttempt.objects.get().state == "ended"


def test_refunds_pending_and_done(paypal: PayPal) -> None:
    found = scene("paypal")
    tell(found, paypal, captured(paypal, found.start()))
    work()
    payment = Payment.objects.get(order=found.order)
    paypal.pending_refunds = True
    request_refund(
        shop_id=found.shop.id,
        order_id=found.order.id,
        payment_id=payment.id,
        amount=1001,
        actor=found.staff,
        now=utc_now(),
    )
    work()
    refund = Payment.objects.get(order=found.order, kind="refund")
    assert refund.pending
    assert paypal.refunds[0]["amount"] == {"currency_code": "EUR", "value": "10.01"}
    done = paypal.refunds[0] | {"status": "COMPLETED"}
    for _ in range(2):
        tell(found, paypal, paypal.event("PAYMENT.CAPTURE.REFUNDED", done))
        work()
    refund.refresh_from_db()
    assert (refund.pending, refund.reference) == (False, done["id"])
    assert found.seen()[1] == [("payment", found.order.total), ("refund", 1001)]
    assert CERTIFICATE in paypal.signed(b"")["Paypal-Cert-Url"]
