"""A shop with one of everything, and the pages of both sides, from the tables of addresses."""

from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client

from comptoir.core.database import write
from comptoir.shops.models import Shop
from tests.access.addresses import Furnished, furnished, table
from tests.factories import make_account, make_member

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Files, and parts of pages that stand inside a page of their own.
NOT_PAGES = {"accent", "media", "export_file", "import_refused", "order_tracking"}
SECTIONS = ("look", "mails", "legal", "texts", "numbers", "limits")


@pytest.fixture
def mine() -> Furnished:
    made = furnished()
    text = {"fr": "Un texte.", "en": "A text."}
    with write():
        Shop.objects.filter(id=made.shop.id).update(withdrawal=text, privacy=text, imprint=text)
    return made


@pytest.fixture
def member(mine: Furnished) -> Client:
    account = make_account()
    make_member(mine.shop, account)
    client = Client()
    client.force_login(account)
    return client


def html(client: Client, addresses: list[str]) -> list[str]:
    """Those that answer with a whole page."""
    kept = []
    for address in addresses:
        answer = client.get(address)
        if answer.status_code == 200 and b"<main" in b"".join(answer):
            kept.append(address)
    return kept


def desk_pages(client: Client, mine: Furnished) -> list[str]:
    """Every page of the desk that the client may see: a new one comes without being named here."""
    rows = [row for row in sorted(set(table())) if row[0] not in NOT_PAGES]
    addresses = html(client, [mine.address(*row) for row in rows])
    section = ("settings_section", ("shop", "section"))
    addresses += [mine.address(*section, section=name) for name in SECTIONS]
    assert len(addresses) > 45, addresses
    return addresses


def signed_in(page: "Page", client: Client) -> "Page":
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": settings.COMPTOIR_URL}]
    )
    return page


def visit(page: "Page", address: str) -> None:
    answer = page.goto(settings.COMPTOIR_URL + address)
    assert answer is not None
    assert answer.status == 200, address
    assert page.url.removeprefix(settings.COMPTOIR_URL) == address, "led elsewhere"
