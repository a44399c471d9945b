"""Pressed twice: one order with one pair of mails; one payment, and both see that it is done."""

import http.client
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visit
from tests.journeys.desk import PAID, Desk
from tests.journeys.furnish import merchant_of
from tests.journeys.house import House, last_link
from tests.journeys.shop import Customer

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.once


def test_one_order_and_one_payment(house: House, visit: Visit) -> None:
    slug, email = "twice", "anne@twice.example"
    customer = Customer(visit(house), slug)
    page = customer.page
    customer.take("bol")
    customer.review(email)
    second = page.context.new_page()
    second.goto(page.url)
    places = both_confirm(page, house)
    assert len(places) == 1, places
    second.locator("#order").click()
    second.wait_for_url("**/order/**")
    second.reload()
    assert second.url.split("?")[0] == house.url + places.pop().split("?")[0]
    house.mail(email)
    notice = house.mail(merchant_of(slug))
    house.quiet(email, 1)
    house.quiet(merchant_of(slug), 1, 0)

    desks = [Desk(visit(house), slug) for _ in range(2)]
    for desk in desks:
        desk.page.goto(last_link(notice))
        desk.sign_in()
        desk.begin("paid")
        expect(desk.dialog.locator("[name=amount]")).to_be_visible()
    for desk in desks:
        desk.answer()
        desk.states(PAID)
    expect(desks[1].page.locator("#payment .order-payments > li")).to_have_count(1)


def both_confirm(page: "Page", house: House) -> set[str]:
    """The form of the last button, sent twice at the same moment; where both were led."""
    fields = page.locator("form:has(#order) input[type=hidden]")
    form = {
        str(field.get_attribute("name")): str(field.get_attribute("value"))
        for field in fields.all()
    }
    cookies = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
    with ThreadPoolExecutor(2) as threads:
        return set(threads.map(lambda _: _post(page.url, form, cookies), range(2)))


def _post(url: str, form: dict[str, str], cookies: str) -> str:
    place = _answer("POST", url, cookies, urllib.parse.urlencode(form))
    if urllib.parse.urlsplit(place).path.endswith("/checkout/review/"):
        # Overtaken on the way: the review, where it is led, leads on to the order.
        place = _answer("GET", urllib.parse.urljoin(url, place), cookies)
    return place


def _answer(method: str, url: str, cookies: str, body: str = "") -> str:
    """Where the request is led, as any program would send it: no browser, no scripts."""
    where = urllib.parse.urlsplit(url)
    line = http.client.HTTPConnection(where.netloc, timeout=30)
    headers = {
        "Cookie": cookies,
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": f"{where.scheme}://{where.netloc}",
        "Referer": url,
    }
    line.request(method, where.path, body or None, headers)
    answer = line.getresponse()
    assert answer.status == 302, answer.read()
    return str(answer.getheader("Location"))
