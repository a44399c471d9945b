"""What was typed while the session ended is not lost: kept over sign-in, sent by one more press."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from comptoir.core.database import write
from comptoir.desk import typed
from comptoir.orders.models import Order
from tests.browser import Browse
from tests.factories import make_account, make_member, make_order, make_shop

PASSWORD = "a long enough one"
TEXT = "Fragile !\r\nà l’étage <b>& “plus”"


@pytest.fixture
def order() -> Order:
    cache.clear()
    shop = make_shop()
    account = make_account("lea@shop.example", password=PASSWORD)
    make_member(shop, account)
    return make_order(shop)


def comment(order: Order) -> str:
    return reverse("desk:order_comment", args=[order.shop.slug, order.number])


def sign_in(client: Client, address: str) -> str:
    sent = {"login": "lea@shop.example", "password": PASSWORD, "next": address}
    return str(client.post("/account/login/", sent)["Location"])


@pytest.mark.django_db
def test_a_form_waits_over_sign_in_and_does_nothing_by_itself(order: Order) -> None:
    client, address = Client(headers={"accept-language": "en"}), comment(order)
    client.post(address, {"version": order.version, "text": TEXT})
    assert "What you typed is kept" in client.get("/account/login/").content.decode()
    assert sign_in(client, address) == address
    for _again in range(2):
        page = client.get(address)
        assert page.templates[0].name == "desk/typed.html"
        assert "à l’étage &lt;b&gt;&amp; “plus”" in page.content.decode()
    order.refresh_from_db()
    assert order.comment == ""
    client.post(address, {"version": order.version, "text": TEXT})
    order.refresh_from_db()
    assert "Fragile" in order.comment
    assert client.get(address).templates[0].name != "desk/typed.html", "sent: nothing waits"


@pytest.mark.django_db
def test_it_can_be_left_and_leads_back_to_its_page(order: Order) -> None:
    client, address = Client(), comment(order)
    page = reverse("desk:order", args=[order.shop.slug, order.number])
    client.post(address, {"text": TEXT}, headers={"referer": f"http://testserver{page}?a=1"})
    sign_in(client, address)
    assert client.post(reverse("desk:typed_leave"))["Location"] == f"{page}?a=1"
    assert client.get(address).templates[0].name != "desk/typed.html"
    assert client.post(reverse("desk:typed_leave"))["Location"] == reverse("desk:shops")


@pytest.mark.django_db
def test_passwords_and_what_is_too_large_are_not_kept(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, address = Client(), comment(order)
    client.post(address, {"text": "A", "password": "b", "csrfmiddlewaretoken": "c"})
    assert client.session[typed.KEY]["fields"] == [["text", "A"]]
    assert client.session.get_expiry_age() <= typed.LASTS
    monkeypatch.setattr(typed, "MOST", 4)
    other = Client()
    other.post(address, {"text": "A"})
    assert typed.KEY not in other.session


@pytest.mark.django_db
def test_one_is_told_that_files_must_be_chosen_again(order: Order) -> None:
    client = Client(headers={"accept-language": "en"})
    address = reverse("desk:import", args=[order.shop.slug])
    client.post(address, {"kind": "csv", "file": SimpleUploadedFile("a.csv", b"a")})
    sign_in(client, address)
    assert "Files are not kept" in client.get(address).content.decode()


@pytest.mark.django_db
def test_a_stranger_to_the_shop_is_offered_nothing(order: Order) -> None:
    client, address = Client(), comment(order)
    with write():
        order.shop.memberships.all().delete()
    client.post(address, {"text": TEXT})
    sign_in(client, address)
    assert client.get(address).status_code == 404


def enter(page: Page) -> None:
    page.get_by_label("E-mail").fill("lea@shop.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.once
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("javascript", [True, False])
def test_in_the_browser(browse: Browse, order: Order, javascript: bool) -> None:
    page = browse(javascript=javascript)
    page.goto(reverse("desk:order", args=[order.shop.slug, order.number]))
    enter(page)
    page.get_by_label("Comment").fill("Fragile !\nà l’étage")
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.locator("form", has=page.get_by_label("Comment")).get_by_role("button").click()
    expect(page.get_by_text("What you typed is kept")).to_be_visible()
    enter(page)
    expect(page.get_by_role("heading", name="Not saved yet")).to_be_visible()
    expect(page.get_by_role("blockquote")).to_contain_text("Fragile !")
    page.get_by_role("button", name="Send it now").click()
    page.wait_for_url(f"**/orders/{order.number}/")
    expect(page.get_by_label("Comment")).to_have_value("Fragile !\nà l’étage")
    order.refresh_from_db()
    assert order.comment == "Fragile !\nà l’étage"
