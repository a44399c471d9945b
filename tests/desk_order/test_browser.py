"""The order page in a browser: by keyboard, in windows, and with JavaScript switched off."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from comptoir.core.clock import utc_now
from comptoir.core.relay import relay
from comptoir.orders.frozen import Contact
from comptoir.orders.models import Order
from comptoir.shops.models import Shop
from tests.browser import Browse
from tests.desk_order.conftest import sign_in
from tests.factories import make_order, make_variant

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def client(shop: Shop) -> Client:
    return sign_in(shop, name="Lucie").client


def _open(page: Page, client: Client, order: Order, step: str = "") -> None:
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    address = reverse("desk:order", args=[order.shop.slug, order.number])
    base = settings.COMPTOIR_URL
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": base}])
    page.goto(base + address + step)


def test_paid_and_undone_by_keyboard(browse: Browse, client: Client, order: Order) -> None:
    page = browse()
    _open(page, client, order)
    page.keyboard.press("p")
    amount = page.locator("dialog[open] #id_amount")
    expect(amount).to_be_focused()
    expect(amount).to_have_value("28.90")
    page.keyboard.press("Enter")
    expect(page.locator("#states")).to_contain_text("Paid")
    expect(page.locator(".toast")).to_contain_text("Marked as paid.")
    expect(page.locator("#next-step")).to_contain_text("Mark as completed")
    page.keyboard.press("u")
    expect(page.locator("#states")).to_contain_text("Unpaid")
    expect(page.locator("#timeline")).to_contain_text("Undone: Marked as paid")


def test_completion_window(browse: Browse, client: Client, order: Order) -> None:
    page = browse()
    _open(page, client, order)
    page.keyboard.press("c")
    number = page.locator("dialog[open] #id_tracking_number")
    expect(number).to_be_focused()
    cancel = page.locator("dialog[open] form [data-close]")
    before = cancel.bounding_box()
    page.keyboard.type("JJD 0099/99 99&9")
    expect(page.locator("#carrier-found a")).to_contain_text("JJD%200099%2F99%2099%269")
    # What comes in late moved the buttons, and a press on them went beside.
    assert cancel.bounding_box() == before
    page.get_by_role("button", name="Preview").click()
    mail = page.frame_locator("#mail-preview iframe")
    expect(mail.locator("body")).to_contain_text(order.number)
    number.focus()
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    order.refresh_from_db()
    assert (order.version, order.handling) == (1, "open")

    page.keyboard.press("c")
    page.locator("dialog[open] #id_tracking_number").fill("JJD 0099/99 99&9")
    page.get_by_role("button", name="Mark as completed").click()
    expect(page.locator("#states")).to_contain_text("Completed")
    expect(page.locator(".toast [data-countdown]")).to_be_visible()
    expect(page.locator("#delivery .order-tracking")).to_have_text("JJD 0099/99 99&9")


def test_errors_stay_in_the_window(browse: Browse, client: Client, order: Order) -> None:
    page = browse()
    _open(page, client, order)
    page.keyboard.press("p")
    page.locator("dialog[open] #id_amount").fill("lots")
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open]")).to_contain_text("Enter an amount such as 12.50.")
    expect(page.locator("dialog[open] #id_amount")).to_have_value("lots")


def test_typed_comment_survives_another_step(browse: Browse, client: Client, order: Order) -> None:
    page = browse()
    _open(page, client, order)
    comment = page.locator("#comment textarea")
    comment.fill("Papier bleu\nŒuf")
    page.locator("#new_tag_name").fill("gift")
    page.locator("#add-tag").click()
    expect(page.locator("#tags")).to_contain_text("gift")
    expect(comment).to_have_value("Papier bleu\nŒuf")
    page.locator("#save-comment").click()
    expect(page.locator(".toast").last).to_contain_text("Comment saved.")
    order.refresh_from_db()
    assert order.comment == "Papier bleu\nŒuf"


def test_without_javascript(browse: Browse, client: Client, order: Order) -> None:
    page = browse(javascript=False, width=390, language="fr")
    _open(page, client, order)
    page.locator("#next-step").click()
    page.locator("#dialog-content .button-primary").click()
    expect(page.locator("#states")).to_contain_text("Payée")
    page.locator("#next-step").click()
    page.locator("#id_tracking_number").fill("JJD1")
    page.locator("#dialog-content .button-primary").click()
    page.locator("#next-step").click()
    order.refresh_from_db()
    assert (order.payment_state, order.handling, order.place) == ("paid", "completed", "archived")
    page.locator(".toast-undo").click()
    order.refresh_from_db()
    assert order.place == "active"


@pytest.mark.parametrize(("language", "width"), [("fr", 1280), ("en", 390)])
def test_axe_finds_nothing(
    browse: Browse, client: Client, shop: Shop, language: str, width: int
) -> None:
    order = make_order(shop, note="Sonnez deux fois")
    page = browse(language=language, width=width)
    relay(now=utc_now())
    steps = ["", "paid/", "complete/", "parcels/add/", "contact/", "billing-address/", "delete/"]
    steps += ["messages/1/", "print/", "../../help/tracking/", "../../help/archiving-deleting/"]
    for step in steps:
        _open(page, client, order, step)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{step}: {found.generate_report()}"
    _open(page, client, order)
    page.locator("#next-step").click()
    expect(page.locator("dialog[open] #id_amount")).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


ENDLESS = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


def test_endless_words_push_no_amount_off_the_page(
    browse: Browse, client: Client, shop: Shop
) -> None:
    """Sixty lines, a name without a place to break, another script, and a note like that."""
    cups = [make_variant(shop, product_names={"fr": f"{ENDLESS} {n}"}) for n in range(60)]
    contact = Contact(email="anne@example.com", name=f"محمد {ENDLESS}", company=ENDLESS)
    order = make_order(shop, *cups, contact=contact, note="x" * 400)
    for width in (1280, 390):
        page = browse(width=width)
        for step in ("", "print/"):
            _open(page, client, order, step)
            within = page.locator(".sheet, #lines").first.bounding_box()
            assert within is not None
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (step, width)
            amounts = page.locator("tbody tr td:last-child")
            assert amounts.count() == 61
            edge = amounts.evaluate_all(
                "all => Math.max(...all.map(one => one.getBoundingClientRect().right))"
            )
            assert edge <= within["x"] + within["width"] + 1, (step, width)
