"""Tab walks every page of the desk: each action is reached, seen and not covered; nothing traps."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.access.addresses import Furnished
from tests.browser import Browse
from tests.pages.conftest import desk_pages, signed_in, visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]

WALK = (Path(__file__).parent / "walk.js").read_text(encoding="utf-8")
# The browser's own stops between the last element and the first again.
MORE = 3


def walked(page: "Page", inside: str = "") -> list[str]:
    stops = page.evaluate("inside => walk.begin(inside)", inside)
    for _press in range(stops + MORE):
        page.keyboard.down("Tab")  # held down it walks on, in half the time
    page.keyboard.up("Tab")
    found: list[str] = page.evaluate("walk.end()")
    return found


def menus(page: "Page", known: set[str]) -> list[str]:
    """Each menu opens by Enter, all in it is reached, Escape closes it."""
    found = []
    for at, text in page.evaluate("walk.menus()"):
        if text in known:
            continue
        known.add(text)
        menu = page.locator(f"[data-walk='{at}']")
        menu.locator("summary").first.focus()
        page.keyboard.press("Enter")
        if menu.get_attribute("open") is None:
            found.append(f"doesn't open: {text}")
            continue
        found += walked(page, f"[data-walk='{at}']")
        menu.locator("summary").first.focus()
        if menu.get_attribute("data-menu") is not None:
            page.keyboard.press("Escape")
            if menu.get_attribute("open") is not None:
                found.append(f"Escape doesn't close: {text}")
    return found


@pytest.mark.parametrize("width", [1280, 390])
def test_tab_reaches_every_action(
    browse: Browse, mine: Furnished, member: Client, width: int
) -> None:
    addresses = desk_pages(member, mine)
    page = signed_in(browse(width=width), member)
    found: list[str] = []
    known: set[str] = set()
    for address in addresses:
        visit(page, address)
        page.evaluate(WALK)
        found += [f"{address}: {fault}" for fault in walked(page) + menus(page, known)]
    assert len(known) > 8, known
    assert not found, "\n".join(found)
