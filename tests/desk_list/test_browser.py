"""The list in a browser: by keyboard, as one types, on a phone, without JavaScript."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page, expect

from comptoir.orders.models import Order
from comptoir.shops.models import Shop
from tests.browser import Browse
from tests.factories import make_order, make_variant

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/desk/lune/orders/"


@pytest.fixture
def three(shop: Shop) -> list[Order]:
    variant = make_variant(shop, stock=10)
    return [make_order(shop, variant) for _ in range(3)]


def _enter(page: Page, desk: Client) -> None:
    """The member's session goes over to the browser."""
    name, cookie = "sessionid", desk.cookies["sessionid"].value
    page.goto("/healthz")
    page.context.add_cookies([{"name": name, "value": cookie, "url": page.url}])
    page.goto(LIST)


def test_by_keyboard(desk: Client, three: list[Order], browse: Browse) -> None:
    page = browse()
    _enter(page, desk)
    for key in ("j", "j", "x"):
        page.keyboard.press(key)
    expect(page.locator(".row-check input:checked")).to_have_value(three[1].number)
    expect(page.locator("[data-bulk-count]")).to_have_text("1")
    page.get_by_role("button", name="Mark as paid").click()
    expect(page.locator(".outcome")).to_contain_text("1 order marked as paid")
    page.keyboard.press("z")
    expect(page.locator(".outcome")).to_contain_text("1 order is as before")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"{three[2].number}/$"))


def test_search_as_one_types(desk: Client, three: list[Order], browse: Browse) -> None:
    page = browse()
    _enter(page, desk)
    page.keyboard.press("/")
    page.keyboard.type(three[0].number[-3:])
    expect(page.locator(".row")).to_have_count(1)
    expect(page).to_have_url(re.compile(r"\?q="))
    expect(page.locator("[data-search]")).to_be_focused()
    page.get_by_text("Clear", exact=True).click()
    expect(page.locator(".row")).to_have_count(3)
    expect(page.locator("[data-search]")).to_have_value("")


def test_a_view_is_saved_in_a_dialog(desk: Client, three: list[Order], browse: Browse) -> None:
    page = browse()
    _enter(page, desk)
    page.goto(f"{LIST}?payment=unpaid")
    page.locator("summary", has_text="View").click()
    page.get_by_text("Save this view").click()
    page.get_by_role("dialog").get_by_label("Name").fill("Waiting for money")
    page.keyboard.press("Enter")
    expect(page.locator(".toast")).to_contain_text("Waiting for money")
    expect(page.locator("summary", has_text="View")).to_contain_text("Waiting for money")


def test_without_javascript(desk: Client, three: list[Order], browse: Browse) -> None:
    page = browse(javascript=False, width=390)
    _enter(page, desk)
    page.locator("summary", has_text="Payment").click()
    page.get_by_role("link", name="Unpaid", exact=True).click()
    page.locator(".row-check input").first.check()
    page.locator("button[value=complete]").click()
    page.get_by_role("button", name="Mark as completed").click()
    expect(page.locator(".outcome")).to_contain_text("1 order completed")
    page.locator(".outcome").get_by_role("button", name="Undo").click()
    expect(page.locator(".outcome")).to_contain_text("1 order is as before")
    assert {order.handling for order in Order.objects.all()} == {"open"}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("width", [390, 1280])
def test_accessible_and_no_wider_than_the_screen(
    desk: Client, three: list[Order], browse: Browse, width: int, language: str
) -> None:
    page = browse(width=width, language=language, dark=language == "fr")
    _enter(page, desk)
    for address in ("", "?place=trash", "?payment=paid&tag=none"):
        page.goto(LIST + address)
        found = Axe().run(page)
        assert not found.response["violations"], found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto("/desk/lune/views/save/?payment=paid")
    assert not (found := Axe().run(page)).response["violations"], found.generate_report()
    page.goto(LIST)
    page.locator(".row-check input").first.check()
    found = Axe().run(page)
    assert not found.response["violations"], found.generate_report()
