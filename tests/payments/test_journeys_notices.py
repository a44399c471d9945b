"""In the browser, with notices as they come in bad weather; whatever they say, the money is right.

Twice, out of order, forged, with another amount or currency, and for an order that was cancelled.
"""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from comptoir.core.clock import utc_now
from comptoir.mailing.models import Message
from comptoir.orders.actions.cancel import cancel
from comptoir.orders.models import Order
from comptoir.payments.models import PaymentAttempt, ProviderNotice
from tests.browser import Browse
from tests.payments.scene import Scene, work
from tests.payments.stripe.stand_in import Stripe
from tests.payments.walking import StandIn, go_and_pay, is_paid, own_page, press

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]
Held = list[tuple[dict[str, Any], Callable[[], int]]]


def held(there: StandIn) -> Held:
    """What would be posted from now on, for the test to post as it likes."""
    kept: Held = []
    there.carrier = lambda event, send: kept.append((event, send))
    return kept


def at_the_provider(found: Scene, browse: Browse) -> tuple[Page, PaymentAttempt]:
    page = browse()
    page.goto(own_page(found, page))
    go_and_pay(page)
    return page, PaymentAttempt.objects.get()


def test_twice_and_out_of_order(found: Scene, there: StandIn, browse: Browse) -> None:
    """The customer never comes back; an older word comes after the newer, and both again."""
    kept = held(there)
    page, attempt = at_the_provider(found, browse)
    press(page, "silent")
    expect(page.get_by_role("heading")).to_contain_text("closed")
    if isinstance(there, Stripe):
        gone = there.sessions[attempt.reference] | {"status": "expired", "payment_status": "unpaid"}
        there.tell("checkout.session.expired", gone)
    else:
        assert kept[0][1]() == 200
        work()  # PayPal leaves the taking to us, and tells of that too
    assert len(kept) == 2
    for _event, send in [*reversed(kept), *kept]:
        assert send() == 200
        work()
    is_paid(found)
    page.goto(own_page(found, page))
    expect(page.locator("#pay-now")).to_have_count(0)


def test_forged(found: Scene, there: StandIn, browse: Browse) -> None:
    """Somebody else says that the order was paid while the customer is away to pay it."""
    held(there)
    page, attempt = at_the_provider(found, browse)
    if isinstance(there, Stripe):
        event = there.event(
            "checkout.session.completed",
            there.sessions[attempt.reference]
            | {"status": "complete", "payment_status": "paid", "payment_intent": "pi_forged"},
        )
        assert there.send(event, secret="whsec_guessed") == 400
    else:
        body = json.dumps(there.event("CHECKOUT.ORDER.APPROVED", there.orders[attempt.reference]))
        headers = there.signed(body.encode(), number=0)
        answer = Client().post(
            found.hook, data=body, content_type="application/json", headers=headers
        )
        # It can't be told here and now; the worker looks the certificate up, and drops it.
        assert answer.status_code == 200
    work()
    assert found.seen() == ("unpaid", [])
    assert not ProviderNotice.objects.exists()
    there.carrier = None
    press(page, "pay")
    page.wait_for_url(re.compile(r"thanks"))
    is_paid(found)


def test_another_amount_and_then_the_rest(found: Scene, there: StandIn, browse: Browse) -> None:
    page, attempt = at_the_provider(found, browse)
    if isinstance(there, Stripe):
        there.sessions[attempt.reference]["amount_total"] = 1000
    else:
        there.orders[attempt.reference]["purchase_units"][0]["amount"]["value"] = "10.00"
    press(page, "pay")
    page.wait_for_url(re.compile(r"thanks"))
    work()
    assert found.seen() == ("partly_paid", [("payment", 1000)])
    page.goto(page.url.partition("?")[0])
    expect(page.locator("#pay-now")).to_contain_text("18.90")
    go_and_pay(page)
    press(page, "pay")
    page.wait_for_url(re.compile(r"thanks"))
    work()
    assert found.seen() == ("paid", [("payment", 1000), ("payment", found.order.total - 1000)])
    assert Message.objects.filter(order_id=found.order.id, kind="payment").count() == 2
    assert not ProviderNotice.objects.exclude(state="handled").exists()


def test_another_currency(found: Scene, there: StandIn, browse: Browse) -> None:
    """Nothing is booked or promised; the desk shows the notice."""
    page, attempt = at_the_provider(found, browse)
    if isinstance(there, Stripe):
        there.sessions[attempt.reference]["currency"] = "usd"
    else:
        there.orders[attempt.reference]["purchase_units"][0]["amount"]["currency_code"] = "USD"
    press(page, "pay")
    page.wait_for_url(re.compile(r"thanks"))
    expect(page.get_by_role("main")).not_to_contain_text("is paid")
    work()
    assert found.seen() == ("unpaid", [])
    assert not Message.objects.filter(order_id=found.order.id, kind="payment").exists()
    reasons = set(ProviderNotice.objects.filter(state="unclear").values_list("reason", flat=True))
    assert reasons == {"currency"}


def test_for_an_order_that_was_cancelled_meanwhile(
    found: Scene, there: StandIn, browse: Browse
) -> None:
    """What Stripe took is booked, for somebody must see it; what PayPal left to us is not taken."""
    page, _attempt = at_the_provider(found, browse)
    cancel(shop_id=found.shop.id, order_id=found.order.id, actor=found.staff, now=utc_now())
    press(page, "pay")
    page.wait_for_url(re.compile(r"thanks"))
    expect(page.locator("#pay-now")).to_have_count(0)
    expect(page.get_by_role("main")).to_contain_text(re.compile("cancelled", re.IGNORECASE))
    work()
    order = Order.objects.get(id=found.order.id)
    assert order.cancelled
    if isinstance(there, Stripe):
        assert found.seen() == ("paid", [("payment", order.total)])
    else:
        assert found.seen() == ("unpaid", [])
        assert not there.captures
    assert not ProviderNotice.objects.exclude(state="handled").exists()
