"""axe looks at every page of both sides: on a wide screen and on the phone, light and dark.

On the phone nothing but a row of filters is wider than the screen.

Each page is loaded once in each language, and looked at in both sizes.
"""

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse

from comptoir.storefront.urls import urlpatterns as storefront
from tests.access.addresses import Furnished
from tests.browser import Browse
from tests.pages.conftest import NOT_PAGES, desk_pages, html, signed_in, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]

LOOKS = [("en", False), ("fr", True)]
# What passed isn't written down: that takes as long as looking.
BRIEFLY = {"resultTypes": ["violations"]}
# What has to be pushed aside to be read; on the phone only rows of filters may be so.
CUT = """() => [...document.querySelectorAll("body *")].filter((part) => {
  const across = getComputedStyle(part).overflowX;
  const scrolls = across === "auto" || across === "scroll";
  return scrolls && part.clientWidth && part.scrollWidth > part.clientWidth + 1;
}).map((part) => part.className).filter((name) => !/filters|store-nav/.test(name))"""
SIZES: "list[ViewportSize]" = [{"width": 1280, "height": 900}, {"width": 390, "height": 844}]


def faults(page: "Page", addresses: list[str]) -> str:
    found = []
    for address in addresses:
        page.set_viewport_size(SIZES[0])
        visit(page, address)
        for size in SIZES:
            page.set_viewport_size(size)
            report = Axe().run(page, options=BRIEFLY)
            if report.violations_count:
                found.append(f"{address} at {size['width']}\n{report.generate_report()}")
        found += [f"{address} is wider than a phone: {part}" for part in page.evaluate(CUT)]
    return "\n".join(found)


@pytest.mark.parametrize(("language", "dark"), LOOKS)
def test_the_desk(
    browse: Browse, mine: Furnished, member: Client, language: str, dark: bool
) -> None:
    addresses = desk_pages(member, mine)
    page = signed_in(browse(dark=dark, language=language), member)
    assert not (found := faults(page, addresses)), found


@pytest.mark.parametrize(("language", "dark"), LOOKS)
def test_the_storefront(browse: Browse, mine: Furnished, language: str, dark: bool) -> None:
    things = mine.things | {"token": mine.order.token, "page": "terms"}
    addresses = ["/account/login/", "/account/password/reset/"]
    for pattern in storefront:
        if pattern.name not in NOT_PAGES:
            parts = {part: things[part] for part in pattern.pattern.converters if part in things}
            # Left out: what answers no page of its own (a variant in the basket, a way back).
            if len(parts) == len(pattern.pattern.converters):
                addresses.append(reverse(f"storefront:{pattern.name}", kwargs=parts))
    addresses = html(Client(), addresses)
    assert len(addresses) >= 10, addresses
    page = browse(dark=dark, language=language)
    assert not (found := faults(page, addresses)), found
