"""Customers pay online, in the browser, against stand-ins of the providers.

After each journey the order's payments, its payment state and its mails are right, and nobody
had to lend a hand.
"""

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from comptoir.core.clock import utc_now
from comptoir.mailing.models import Message
from comptoir.orders.errors import BasketChanged
from comptoir.orders.models import Order
from comptoir.payments.models import PaymentAttempt
from tests.browser import Browse
from tests.factories import make_order, make_payment, member_of
from tests.journeys.shop import Customer
from tests.payments.paypal.stand_in import PayPal
from tests.payments.scene import Scene, scene, work
from tests.payments.stripe.stand_in import Stripe
from tests.payments.walking import StandIn, go_and_pay, is_paid, own_page, press

if TYPE_CHECKING:
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no js"])
def test_paid_at_once(
    found: Scene, there: StandIn, provider: str, browse: Browse, javascript: bool
) -> None:
    """From the basket to the provider and back, with one confirmation and one payment."""
    page = browse(language="fr", width=390, javascript=javascript)
    slug = found.shop.slug
    product = Order.objects.get(id=found.order.id).lines.get(kind="goods").variant
    assert product is not None
    Customer(page, slug).take(product.product.slug)
    Customer(page, slug).review("jean@example.com")
    page.locator("#order").click()
    page.wait_for_url(re.compile(r"/pay/cs_|checkoutnow"))
    order = Order.objects.get(shop=found.shop, email="jean@example.com")
    press(page, "pay")
    page.wait_for_url(re.compile(rf"/order/{order.token}/\?thanks"))
    expect(page.locator("#pay-now")).to_have_count(0)
    found.order = order
    is_paid(found)
    assert Message.objects.filter(order_id=order.id, kind="confirmation").count() == 1


def test_given_up_and_paid_later(found: Scene, there: StandIn, browse: Browse) -> None:
    page = browse()
    page.goto(own_page(found, page))
    go_and_pay(page)
    press(page, "back")
    page.wait_for_url(re.compile(r"left=1"))
    expect(page.get_by_role("main")).to_contain_text("You have not paid yet")
    assert found.seen() == ("unpaid", [])
    go_and_pay(page)
    press(page, "pay")
    page.wait_for_url(re.compile(r"thanks"))
    is_paid(found)
    assert PaymentAttempt.objects.count() == 1, "the same attempt was gone back to"


def test_given_up_and_paid_another_way_with_its_fee_shown_first(
    found: Scene, there: StandIn, browse: Browse
) -> None:
    cash = make_payment(
        found.shop,
        kind="cash_on_delivery",
        names={"fr": "Contre remboursement", "en": "Cash on delivery"},
        fee=300,
        holder="",
        iban="",
        bic="",
    )
    page = browse()
    page.goto(own_page(found, page))
    go_and_pay(page)
    press(page, "back")
    page.wait_for_url(re.compile(r"left=1"))
    page.get_by_role("link", name="Choose another way to pay").click()
    card = page.locator("label", has_text="Cash on delivery")
    expect(card).to_contain_text("31.90")
    card.click()
    press(page, "Pay this way")
    page.wait_for_url(re.compile(rf"/order/{found.order.token}/$"))
    expect(page.get_by_role("main")).to_contain_text("You pay when the parcel is handed to you")
    order = Order.objects.get(id=found.order.id)
    assert (order.payment_method_id, order.total) == (cash.id, found.order.total + 300)
    assert order.total == sum(line.gross for line in order.lines.all())


def test_paid_twice_in_two_tabs(found: Scene, there: StandIn, browse: Browse) -> None:
    page = browse()
    page.goto(own_page(found, page))
    other = page.context.new_page()
    other.goto(own_page(found, page))
    go_and_pay(page)
    go_and_pay(other)
    assert page.url == other.url, "both tabs pay the same"
    press(page, "pay")
    page.wait_for_url(re.compile(r"thanks"))
    if other.get_by_role("button", name="pay", exact=True).count():
        press(other, "pay")
        other.wait_for_load_state()
    is_paid(found)
    other.goto(own_page(found, page))
    expect(other.locator("#pay-now")).to_have_count(0)


def test_pressed_in_a_tab_from_before_it_was_paid(
    found: Scene, there: StandIn, browse: Browse
) -> None:
    page = browse()
    page.goto(own_page(found, page))
    old = page.context.new_page()
    old.goto(own_page(found, page))
    go_and_pay(page)
    press(page, "pay")
    page.wait_for_url(re.compile(r"thanks"))
    old.locator("#pay-now").click()
    old.wait_for_url(re.compile(rf"/order/{found.order.token}/$"))
    is_paid(found)


def test_the_return_never_comes_and_only_the_notice_does(
    found: Scene, there: StandIn, browse: Browse
) -> None:
    page = browse()
    page.goto(own_page(found, page))
    go_and_pay(page)
    press(page, "silent")
    expect(page.get_by_role("heading")).to_contain_text("closed")
    is_paid(found)


def test_the_return_comes_and_no_notice_ever(found: Scene, there: StandIn, browse: Browse) -> None:
    there.sends = False
    page = browse()
    page.goto(own_page(found, page))
    go_and_pay(page)
    press(page, "pay")
    page.wait_for_url(re.compile(r"thanks"))
    is_paid(found)


def test_the_notice_comes_before_the_return_and_again_after(
    found: Scene, there: StandIn, browse: Browse
) -> None:
    there.sends = False
    page = browse()
    page.goto(own_page(found, page))
    go_and_pay(page)
    attempt = PaymentAttempt.objects.get()
    there.sends = True
    if isinstance(there, Stripe):
        event = there.pay(attempt.reference)
        work()
        there.send(event)
    else:
        there.approve(attempt.reference)
        work()
    is_paid(found)
    page.goto(f"{own_page(found, page)}pay/{attempt.key}/")
    page.wait_for_url(re.compile(r"thanks"))
    expect(page.locator("#pay-now")).to_have_count(0)
    is_paid(found)


def test_the_provider_is_away(found: Scene, there: StandIn, browse: Browse) -> None:
    there.away = True
    page = browse()
    page.goto(own_page(found, page))
    page.locator("#pay-now").click()
    page.wait_for_url(re.compile(r"trouble"))
    expect(page.get_by_role("main")).to_contain_text("could not be reached")
    there.away = False
    go_and_pay(page)
    press(page, "pay")
    page.wait_for_url(re.compile(r"thanks"))
    is_paid(found)


def test_declined_at_paypal_and_paid_after_all(
    paypal: PayPal, live_server: "LiveServer", browse: Browse
) -> None:
    found = scene("paypal", mail_payment_received=True)
    paypal.hook = f"{live_server.url}{found.hook}"
    paypal.declines = True
    page = browse()
    page.goto(own_page(found, page))
    go_and_pay(page)
    press(page, "pay")
    page.wait_for_url(re.compile(r"thanks"))
    expect(page.get_by_role("main")).to_contain_text("declined the payment")
    assert found.seen() == ("unpaid", [])
    paypal.declines = False
    go_and_pay(page)
    press(page, "pay")
    page.wait_for_url(re.compile(r"thanks=1"))
    expect(page.locator("#pay-now")).to_have_count(0)
    is_paid(found)


def test_declined_at_stripe_the_customer_stays_there(
    stripe: Stripe, live_server: "LiveServer", browse: Browse
) -> None:
    found = scene("stripe", mail_payment_received=True)
    stripe.hook = f"{live_server.url}{found.hook}"
    page = browse()
    page.goto(own_page(found, page))
    go_and_pay(page)
    press(page, "decline")
    assert found.seen() == ("unpaid", [])
    press(page, "pay")
    page.wait_for_url(re.compile(r"thanks"))
    is_paid(found)


def test_one_that_is_not_connected_is_not_offered(found: Scene, there: StandIn) -> None:
    from comptoir.methods.actions.note_connection import note_connection
    from comptoir.methods.queries import payment_choices

    where: Any = {"shop_id": found.shop.id, "method_id": found.method.id, "now": utc_now()}
    assert payment_choices(found.shop.id, None)
    note_connection(**where, connected=False, actor=member_of(found.shop))
    assert not payment_choices(found.shop.id, None)
    with pytest.raises(BasketChanged):
        make_order(found.shop, payment=found.method)
