"""Every step of an order by Tab, Enter and what is typed: no mouse, and no letters that one must know."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from comptoir.core.actor import importer
from comptoir.core.clock import utc_now
from comptoir.core.models import Event
from comptoir.desk.steps.table import STEPS
from comptoir.orders.actions.book_payment import book_payment
from comptoir.orders.models import Order, Payment
from comptoir.shops.models import Shop
from tests.browser import Browse
from tests.desk_order.conftest import sign_in
from tests.factories import make_delivery, make_order

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]

# The step, and what is pressed where it leads: each word is typed, each name in <> is a key.
ON_AN_ORDER = [
    ("contact", "<Control+a>new@shop.example"),
    ("delivery_address", "<End> and neighbours"),
    ("billing_address", "<Space>"),
    ("comment", "Fragile<Enter>à l’étage"),
    ("tag", "gift"),
    ("untag", ""),
    ("parcel_add", ""),
    ("parcel", "99"),
    ("parcel_remove", ""),
    ("remind", ""),
    ("pay", "<Control+a>10"),
    ("void", ""),
    ("pay", ""),
    ("refund", "<Control+a>5"),
    ("complete", "77"),
    ("reopen", ""),
    ("complete", ""),
    ("archive", ""),
    ("unarchive", ""),
    ("cancel", ""),
    ("reinstate", ""),
    ("delete", ""),
    ("anonymise", ""),
    ("restore", ""),
]
ON_ONE_PAID_ONLINE = [("refund_online", "<Control+a>5")]
ON_ONE_TO_COLLECT = [("ready", ""), ("cancel", ""), ("delete", ""), ("purge", "A test")]

# Where the focus is: at the step itself, at the closed menu that holds it, or elsewhere.
WHERE = """path => {
  const leads = (one) => new URL(one.form?.action ?? one.href ?? "none:", location).pathname === path;
  const at = document.activeElement;
  if (at.matches("summary")) return [...at.parentElement.querySelectorAll("a, button")].some(leads) && !at.parentElement.open ? "menu" : "";
  return leads(at) ? "there" : "";
}"""


def focus(page: Page, path: str) -> None:
    """Tab has led to the link, button or field of that address, through the menu it is in."""
    for _press in range(90):
        where = page.evaluate(WHERE, path)
        if where == "there":
            return
        page.keyboard.press("Enter" if where == "menu" else "Tab")
    raise AssertionError(f"Tab doesn't lead to {path}")


def write(page: Page, keys: str) -> None:
    for part in keys.replace(">", "<").split("<"):
        if part in {"Control+a", "End", "Enter", "Space"}:
            page.keyboard.press(part)
        else:
            page.keyboard.type(part)


def send(page: Page) -> None:
    """Tab has led to the button that sends the form, and Enter pressed it."""
    asks = "document.activeElement.matches('form button:not([type=button], [formaction])')"
    for _press in range(40):
        if page.evaluate(asks):
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError("Tab doesn't lead to the button that sends")


def take(page: Page, order: Order, step: str, keys: str) -> None:
    events = Event.objects.filter(shop_id=order.shop_id).order_by("id")
    before = events.last()
    counted = {"void": {"payment": 1}, "parcel": {"parcel": 1}, "parcel_remove": {"parcel": 1}}
    counted["refund_online"] = {"payment": 1}
    parts = {"shop": order.shop.slug, "number": order.number} | counted.get(step, {})
    focus(page, reverse(f"desk:order_{step}", kwargs=parts))
    on_the_page = page.evaluate("document.activeElement.matches('textarea, input, form button')")
    if not on_the_page:
        page.keyboard.press("Enter")
        expect(page.locator("dialog[open] :focus, .dialog-page :focus")).to_have_count(1)
    write(page, keys)
    send(page)
    part = step == "pay" and keys
    said = "Part payment booked." if part else str(STEPS[step].done)
    expect(page.locator("#toasts .toast-text")).to_contain_text(said)
    assert events.last() != before, step
    page.reload()


def walk(browse: Browse, order: Order, steps: list[tuple[str, str]], client: Client) -> None:
    page = browse()
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    base = settings.COMPTOIR_URL
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": base}])
    page.goto(base + reverse("desk:order", args=[order.shop.slug, order.number]))
    for step, keys in steps:
        take(page, order, step, keys)


def test_the_table_is_whole() -> None:
    assert {step for step, _keys in ON_AN_ORDER + ON_ONE_TO_COLLECT + ON_ONE_PAID_ONLINE} == set(
        STEPS
    )


def test_every_step_of_an_order(browse: Browse, shop: Shop, order: Order) -> None:
    walk(browse, order, ON_AN_ORDER, sign_in(shop).client)
    order.refresh_from_db()
    assert (order.place, order.received, order.refunded) == ("active", order.total, 500)


def test_every_step_of_one_to_collect(browse: Browse, shop: Shop) -> None:
    order = make_order(shop, delivery=make_delivery(shop, pickup=True, price=0, carrier=""))
    walk(browse, order, ON_ONE_TO_COLLECT, sign_in(shop).client)
    assert not Order.objects.filter(id=order.id).exists()


def test_money_that_came_by_a_provider_is_given_back(
    browse: Browse, shop: Shop, order: Order
) -> None:
    book_payment(
        shop_id=shop.id,
        order_id=order.id,
        amount=order.total,
        received_on=utc_now().date(),
        method="Stripe",
        provider="stripe",
        reference="pi_1",
        actor=importer(shop.id, "Stripe"),
        now=utc_now(),
    )
    walk(browse, order, ON_ONE_PAID_ONLINE, sign_in(shop).client)
    assert Payment.objects.get(order=order, kind="refund").pending
