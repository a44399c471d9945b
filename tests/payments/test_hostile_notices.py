"""Genuine notices that say impossible things: shown, never booked, and nobody's notice waits for them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError, connection
from django.test import Client

from comptoir.core.clock import utc_now
from comptoir.core.models import Job
from comptoir.payments.models import ProviderNotice
from comptoir.payments.providers.stripe import notices
from tests.payments.scene import Scene, scene, work
from tests.payments.stripe.stand_in import Stripe
from tests.payments.test_stripe_notices import paid, tell

pytestmark = pytest.mark.django_db


def all_tries() -> None:
    """Also what is tried again with growing pauses is over."""
    now = utc_now()
    for hours in range(0, 24 * 4, 2):
        work(now + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("amount", "reason"),
    [
        (0, "amount"),
        (-500, "unreadable"),
        (True, "unreadable"),
        ("4800", "unreadable"),
        (48.5, "unreadable"),
        (None, "unreadable"),
        (10**30, "unreadable"),
    ],
)
def test_impossible_amounts_are_shown_and_not_booked(
    stripe: Stripe, amount: Any, reason: str
) -> None:
    found = scene()
    event = paid(stripe, found.start())
    event["data"]["object"]["amount_total"] = amount
    assert tell(found, event) == 200
    work()
    assert found.seen() == ("unpaid", [])
    notice = ProviderNotice.objects.get()
    assert (notice.state, notice.reason) == ("unclear", reason)
    assert not Job.objects.filter(kind__startswith="payments.notice").exists()


@pytest.mark.parametrize(
    "refund",
    [
        {"amount": 0},
        {"amount": -1},
        {"created": 10**20},
        {"created": -(10**20)},
        {"metadata": "text"},
        {"metadata": [1]},
        {"payment_intent": ["pi"]},
        {"status": 5},
        {"currency": 7},
    ],
)
def test_impossible_refunds_harm_nothing(stripe: Stripe, refund: dict[str, Any]) -> None:
    found = scene()
    attempt = found.start()
    tell(found, paid(stripe, attempt))
    work()
    attempt.refresh_from_db()
    there = {
        "id": "re_1",
        "amount": 100,
        "currency": "eur",
        "payment_intent": attempt.money,
        "status": "succeeded",
    }
    tell(found, stripe.event("refund.created", there | refund))
    work()
    booked = "created" in refund or "metadata" in refund
    back = [("refund", 100)] if booked else []
    assert found.seen()[1] == [("payment", found.order.total), *back]
    if not booked:
        assert ProviderNotice.objects.exclude(state="handled").count() == 1


@pytest.mark.parametrize("data", [[], "text", None, {"object": 5}])
def test_events_of_another_shape_are_shown(stripe: Stripe, data: Any) -> None:
    found = scene()
    event = paid(stripe, found.start()) | {"data": data}
    assert tell(found, event) == 200
    work()
    assert ProviderNotice.objects.get().state == "unclear"


def one_stumbles(stripe: Stripe, monkeypatch: pytest.MonkeyPatch, error: type[Exception]) -> Scene:
    """Two notices of one payment were worked on together; reading the first raised the error."""
    read = notices.read

    def stumbling(body: bytes, *, test: bool) -> Any:
        if b"evt_evil" in body:
            raise error
        return read(body, test=test)

    monkeypatch.setattr(notices, "read", stumbling)
    found = scene()
    event = paid(stripe, found.start())
    tell(found, event | {"id": "evt_evil"})
    tell(found, event)
    work()
    return found


def test_one_that_nobody_foresaw_does_not_hold_up_the_others(
    stripe: Stripe, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = one_stumbles(stripe, monkeypatch, ZeroDivisionError)
    assert found.seen() == ("paid", [("payment", found.order.total)])
    all_tries()
    states = ProviderNotice.objects.order_by("event_id").values_list("event_id", "state", "reason")
    assert ("evt_evil", "unclear", "unreadable") in list(states)


def test_an_escaped_nul_does_not_hold_up_the_others(stripe: Stripe) -> None:
    """JSON may escape what PostgreSQL keeps in no text; the signature over it is genuine."""
    found = scene()
    event = paid(stripe, found.start())
    back = {"id": "re_1", "amount": 1, "currency": "eur", "status": "succeeded"}
    evil = stripe.event("refund.created", back | {"payment_intent": "pi_\0"})
    assert (tell(found, evil), tell(found, event)) == (200, 200)
    work()
    assert found.seen() == ("paid", [("payment", found.order.total)])
    if connection.vendor != "postgresql":
        # SQLite looks for it and finds nothing: it may be early.
        all_tries()
    notice = ProviderNotice.objects.get(event_id=evil["id"])
    reason = "unreadable" if connection.vendor == "postgresql" else "unknown"
    assert (notice.state, notice.reason) == ("unclear", reason)
    assert "pi_\\u0000" in notice.body
    assert not Job.objects.filter(kind="payments.notice").exists()


@pytest.mark.parametrize("error", [IntegrityError, OperationalError, InterfaceError])
def test_only_a_database_that_is_away_stops_the_others(
    stripe: Stripe, error: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = one_stumbles(stripe, monkeypatch, error)
    assert found.seen()[0] == ("paid" if error is IntegrityError else "unpaid")
    waiting = Job.objects.filter(kind="payments.notice")
    tries = [1] if error is IntegrityError else [0, 0]
    assert list(waiting.values_list("attempts", flat=True)) == tries


@pytest.mark.parametrize("name", ["evt_\0", "evt_\ud800", "evt\n1"])
def test_names_that_no_database_keeps_are_refused(stripe: Stripe, name: str) -> None:
    found = scene()
    assert tell(found, paid(stripe, found.start()) | {"id": name}) == 400
    assert not ProviderNotice.objects.exists()


def test_ten_megabytes_are_not_read(stripe: Stripe) -> None:
    found = scene()
    answer = Client().post(found.hook, data=b"x" * (10 << 20), content_type="application/json")
    assert answer.status_code == 413
    assert not ProviderNotice.objects.exists()


@pytest.mark.parametrize(
    ("ahead", "status"), [(-290, 200), (290, 200), (-310, 400), (310, 400), (86_400, 400)]
)
def test_clocks_may_differ_by_five_minutes(stripe: Stripe, ahead: int, status: int) -> None:
    found = scene()
    assert tell(found, paid(stripe, found.start()), age=-ahead) == status
