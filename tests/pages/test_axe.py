"""axe looks at every page of both sides, light and dark, on the phone and on a wide screen.

The pages come from the tables of addresses: a new page is looked at without being named here.
"""

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse

from comptoir.core.database import write
from comptoir.shops.models import Shop
from comptoir.storefront.urls import urlpatterns as storefront
from tests.access.addresses import Furnished, furnished, table
from tests.browser import Browse
from tests.factories import make_account, make_member

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.once, pytest.mark.django_db(transaction=True)]

LOOKS = [(1280, False, "en"), (390, True, "fr")]
# Files, and parts of pages that stand inside a page of their own.
NOT_PAGES = {"accent", "media", "export_file", "import_refused", "order_tracking"}


@pytest.fixture
def mine() -> Furnished:
    made = furnished()
    text = {"fr": "Un texte.", "en": "A text."}
    with write():
        Shop.objects.filter(id=made.shop.id).update(withdrawal=text, privacy=text, imprint=text)
    return made


def member(mine: Furnished) -> Client:
    account = make_account()
    make_member(mine.shop, account)
    client = Client()
    client.force_login(account)
    return client


def look(page: "Page", address: str) -> str:
    answer = page.goto(settings.COMPTOIR_URL + address)
    assert answer is not None
    assert answer.status == 200
    assert page.url.removeprefix(settings.COMPTOIR_URL) == address, "led elsewhere"
    found = Axe().run(page)
    return f"{address}\n{found.generate_report()}" if found.violations_count else ""


def html(client: Client, addresses: list[str]) -> list[str]:
    """Those that answer with a whole page."""
    kept = []
    for address in addresses:
        answer = client.get(address)
        if answer.status_code == 200 and b"<main" in b"".join(answer):
            kept.append(address)
    return kept


@pytest.mark.parametrize(("width", "dark", "language"), LOOKS)
def test_the_desk(browse: Browse, mine: Furnished, width: int, dark: bool, language: str) -> None:
    client = member(mine)
    rows = [row for row in sorted(set(table())) if row[0] not in NOT_PAGES]
    addresses = html(client, [mine.address(*row) for row in rows])
    sections = ("look", "mails", "legal", "texts", "numbers", "limits")
    section = ("settings_section", ("shop", "section"))
    addresses += [mine.address(*section, section=name) for name in sections]
    assert len(addresses) > 45, addresses
    page = browse(width=width, dark=dark, language=language)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": settings.COMPTOIR_URL}]
    )
    faults = [fault for address in addresses if (fault := look(page, address))]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(("width", "dark", "language"), LOOKS)
def test_the_storefront(
    browse: Browse, mine: Furnished, width: int, dark: bool, language: str
) -> None:
    things = mine.things | {"token": mine.order.token, "page": "terms"}
    addresses = ["/account/login/", "/account/password/reset/"]
    for pattern in storefront:
        if pattern.name not in NOT_PAGES:
            parts = {part: things[part] for part in pattern.pattern.converters if part != "variant"}
            if len(parts) == len(pattern.pattern.converters):
                addresses.append(reverse(f"storefront:{pattern.name}", kwargs=parts))
    addresses = html(Client(), addresses)
    assert len(addresses) >= 10, addresses
    page = browse(width=width, dark=dark, language=language)
    faults = [fault for address in addresses if (fault := look(page, address))]
    assert not faults, "\n".join(faults)
