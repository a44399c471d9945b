"""An order's whole way, from the customer's click to the archive, on a running Comptoir."""

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.desk import ARCHIVED, COMPLETED, PAID, PARTLY, TRASH, UNPAID, Desk
from tests.journeys.furnish import merchant_of
from tests.journeys.house import House, last_link
from tests.journeys.shop import Customer

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.once

NUMBER = "JJD 0099/99 99&9"
TOTAL = re.compile(r"48[.,]90")
COMMENT = "Papier bleu – à l’œil\n\nBrève « note » d’été"


@pytest.mark.parametrize(
    ("language", "width"), [("fr", 390), ("fr", 1280), ("en", 390), ("en", 1280)]
)
def test_the_whole_way(house: House, visit: Visit, language: str, width: int) -> None:
    slug = f"{language}-{width}"
    mistyped, right = f"ane@{slug}.example", f"anne@{slug}.example"
    customer = Customer(visit(house, language=language, width=width), slug)
    order = customer.order(mistyped)
    notice = house.mail(merchant_of(slug))
    assert TOTAL.search(house.mail(mistyped).part("plain"))
    house.quiet(mistyped, 1)
    house.quiet(merchant_of(slug), 1, 0)

    desk = Desk(visit(house, language=language, width=width), slug)
    page = desk.page
    page.goto(last_link(notice))
    desk.sign_in()
    assert page.url == last_link(notice)
    assert order.rstrip("/").split("/order/")[0] == f"{house.url}/{slug}"
    pays(desk)
    writes(desk)
    corrects(desk, house, mistyped, right)
    completes(desk, house, right)
    moves(desk)
    prints(desk)
    exports(desk)

    customer.withdraw(order.split("?")[0])
    assert page.url.rstrip("/").split("/")[-1] in house.mail(right, 3).part("plain")
    page.reload()
    expect(page.locator("#timeline")).to_contain_text("Anne Dupont")


def pays(desk: Desk) -> None:
    desk.states(UNPAID)
    desk.begin("paid")
    expect(desk.dialog.locator("[name=amount]")).to_have_value(TOTAL)
    expect(desk.dialog.locator("[name=day]")).to_have_value(re.compile(r"20\d\d-\d\d-\d\d"))
    desk.answer()
    desk.states(PAID)
    expect(desk.page.locator("#payment")).to_contain_text(TOTAL)
    desk.begin("payments/1/void")
    desk.answer()
    desk.states(UNPAID)
    desk.begin("paid")
    desk.answer(amount="10")
    desk.states(PARTLY)
    desk.begin("paid")
    expect(desk.dialog.locator("[name=amount]")).to_have_value(re.compile(r"38[.,]90"))
    desk.answer()
    desk.states(PAID)


def writes(desk: Desk) -> None:
    text = desk.page.locator("#comment textarea")
    text.fill(COMMENT)
    desk.page.locator("#save-comment").click()
    expect(desk.page.locator(".toast").last).to_be_visible()
    desk.page.wait_for_timeout(200)
    desk.page.reload()
    expect(text).to_have_value(COMMENT)


def corrects(desk: Desk, house: House, mistyped: str, right: str) -> None:
    desk.begin("contact")
    desk.answer(email=right)
    expect(desk.page.locator("#customer")).to_contain_text(right)
    desk.page.locator("#messages li").filter(has_text=mistyped).locator("a").click()
    expect(desk.dialog.locator("[name=to]")).to_have_value(right)
    desk.dialog.locator("form .button-primary").click()
    again = house.mail(right)
    assert TOTAL.search(again.part("plain"))
    house.quiet(mistyped, 1, 0)


def completes(desk: Desk, house: House, right: str) -> None:
    for close in ("Escape", "Cancel"):
        desk.begin("complete")
        desk.dialog.locator("[name=tracking_number]").fill("JJD 1")
        if close == "Escape":
            desk.page.keyboard.press("Escape")
        else:
            desk.dialog.locator("form [data-close]").click()
        expect(desk.page.locator("dialog[open]")).to_have_count(0)
        desk.page.reload()
        desk.stands_not(COMPLETED)
    house.quiet(right, 1)
    desk.begin("complete")
    desk.answer(tracking_number=NUMBER)
    desk.states(COMPLETED)
    dispatch = house.mail(right, 2)
    assert NUMBER in dispatch.part("plain")
    assert "JJD%200099%2F99%2099%269" in dispatch.part("plain")
    assert "JJD%200099%2F99%2099%269" in dispatch.part("html")


def moves(desk: Desk) -> None:
    page = desk.page
    address = page.url
    desk.begin("archive")
    desk.states(ARCHIVED)
    assert found_in(page, address, "archived")
    desk.begin("unarchive")
    desk.stands_not(ARCHIVED)
    desk.begin("delete")
    desk.answer()
    desk.states(TRASH)
    assert found_in(page, address, "trash")
    desk.begin("restore")
    desk.stands_not(TRASH)


def found_in(page: "Page", address: str, place: str) -> bool:
    """From the list, by Show, back to the order."""
    number = address.rstrip("/").split("/")[-1]
    page.goto(address.split(number, maxsplit=1)[0])
    expect(page.locator("main")).not_to_contain_text(number)
    page.locator(f"details:has(a[href*='place={place}']) > summary").first.click()
    page.locator(f"a[href*='place={place}']").first.click()
    page.locator("#list a", has_text=number).first.click()
    page.wait_for_url(address)
    return True


def prints(desk: Desk) -> None:
    address = desk.page.url
    desk.page.goto(f"{address}print/")
    expect(desk.page.locator("body")).to_contain_text(TOTAL)
    expect(desk.page.locator("body")).to_contain_text(re.compile("Moon cup|Tasse Lune"))
    desk.page.goto(address)


def exports(desk: Desk) -> None:
    page = desk.page
    address = page.url
    number = address.rstrip("/").split("/")[-1]
    page.goto(address.split(number, maxsplit=1)[0])
    page.locator("details:has(a[href*='/export/']) > summary").first.click()
    page.locator("a[href*='/export/']").first.click()
    with page.expect_download() as download:
        page.locator("button[name=what][value=all]").click()
    content = download.value.path().read_text()
    assert number in content
    assert "Brève « note » d’été" in content
    page.goto(address)


def test_without_javascript_and_without_number(house: House, visit: Visit) -> None:
    slug = "plain"
    customer = Customer(visit(house, width=390, javascript=False), slug)
    page = customer.page
    page.goto(f"/{slug}/p/tasse-lune/")
    page.locator("input[name=variant]").last.check()
    page.locator(".product-bar .button-primary").click()
    page.goto(f"/{slug}/p/bol/")
    page.locator(".product-bar .button-primary").click()
    customer.review("anne@plain.example")
    customer.confirm()
    desk = Desk(visit(house, width=390, javascript=False), slug)
    desk.page.goto(last_link(house.mail(merchant_of(slug))))
    desk.sign_in()
    desk.begin("paid")
    desk.answer()
    desk.states(PAID)
    desk.begin("complete")
    desk.answer()
    desk.states(COMPLETED)
    text = house.mail("anne@plain.example", 2).part("plain")
    assert "\n\n\n" not in text
    assert not re.search(r":[ \u00a0]*\n[ \u00a0]*\n", text), text
    desk.begin("archive")
    desk.states(ARCHIVED)


def test_undo_in_the_grace_and_after_it(patient_house: House, visit: Visit) -> None:
    slug, email = "undo", "anne@undo.example"
    Customer(visit(patient_house), slug).order(email)
    desk = Desk(visit(patient_house), slug)
    desk.page.goto(last_link(patient_house.mail(merchant_of(slug))))
    desk.sign_in()
    desk.begin("complete")
    desk.answer()
    desk.states(COMPLETED)
    desk.page.locator(".toast-undo").click()
    desk.stands_not(COMPLETED)
    patient_house.mail(email)
    patient_house.quiet(email, 1, 6)
    desk.begin("complete")
    desk.answer()
    desk.states(COMPLETED)
    patient_house.mail(email, 2)
    desk.page.reload()
    desk.page.locator("#timeline form[action$='/undo/'] button").first.click()
    expect(desk.page.locator(".toast").last).to_contain_text("Its mail has already left.")
    desk.stands_not(COMPLETED)
