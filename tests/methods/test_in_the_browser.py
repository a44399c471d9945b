"""The set-up pages in a real browser: by keyboard, with a search among countries, open to all."""

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from comptoir.catalog.models import Category, Product
from comptoir.core.database import write
from comptoir.methods.models import DeliveryMethod
from comptoir.shops.models import Shop
from tests.browser import Browse
from tests.factories import make_delivery, make_payment, make_variant

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def signed_in(page: "Page", desk: Client) -> "Page":
    name = settings.SESSION_COOKIE_NAME
    page.goto("/account/login/")
    address = "/".join(page.url.split("/")[:3])
    value = desk.cookies[name].value
    page.context.add_cookies([{"name": name, "value": value, "url": address}])
    return page


@pytest.mark.parametrize(("width", "dark", "language"), [(390, True, "fr"), (1280, False, "en")])
def test_every_page_is_open_to_everyone(
    desk: Client, shop: Shop, browse: Browse, width: int, dark: bool, language: str
) -> None:
    product = make_variant(shop, sku="CUP", stock=0).product
    with write():
        Category.objects.create(shop=shop, slug="cups", names={"fr": "Tasses"})
    delivery, payment = make_delivery(shop), make_payment(shop, iban="")
    page = signed_in(browse(language=language, width=width, dark=dark), desk)
    for path in (
        "products/",
        "new-product/",
        f"products/{product.slug}/",
        f"products/{product.slug}/delete/",
        "categories/",
        "categories/cups/",
        "settings/delivery/",
        f"settings/delivery/{delivery.id}/",
        "settings/payment/",
        f"settings/payment/{payment.id}/",
    ):
        page.goto(f"/desk/lune/{path}")
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path}\n{found.generate_report()}"
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), path


def test_rows_move_by_keyboard_and_focus_stays(desk: Client, shop: Shop, browse: Browse) -> None:
    first, second = make_delivery(shop, position=0), make_delivery(shop, position=1)
    page = signed_in(browse(), desk)
    page.goto("/desk/lune/settings/delivery/")
    button = f"method-{second.id}-up"
    page.focus(f"#{button}")
    with page.expect_response("**/settings/delivery/"):
        page.keyboard.press("Enter")
    page.wait_for_selector(f".setup-row:first-child #{button}")
    page.wait_for_function(f"document.activeElement.id === '{button}'")
    order = DeliveryMethod.objects.order_by("position").values_list("id", flat=True)
    assert list(order) == [second.id, first.id]


def test_countries_are_found_as_one_types(desk: Client, shop: Shop, browse: Browse) -> None:
    method = make_delivery(shop, countries=["FR"])
    page = signed_in(browse(language="fr"), desk)
    page.goto(f"/desk/lune/settings/delivery/{method.id}/")
    page.fill("[data-countries-search]", "tcheq")
    assert page.locator(".country-ticks .tick:visible").count() == 1
    page.keyboard.press("Enter")
    assert page.locator("[data-countries-count]").inner_text() == "(2)"
    page.click(".method-form .form-actions .button-primary")
    page.wait_for_url("**/settings/delivery/")
    method.refresh_from_db()
    assert method.countries == ["CZ", "FR"]


def test_a_product_is_made_without_scripts(desk: Client, shop: Shop, browse: Browse) -> None:
    page = signed_in(browse(language="fr", width=390, javascript=False), desk)
    page.goto("/desk/lune/new-product/")
    page.fill("[name=names_fr]", "Théière")
    page.fill("[name=v0-price]", "48,50")
    page.click("[name=variants-more]")
    page.fill("[name=v0-names_fr]", "Petite")
    page.fill("[name=v1-names_fr]", "Grande")
    page.fill("[name=v1-price]", "62")
    # Enter saves: it never means "one more variant".
    page.press("[name=v1-price]", "Enter")
    page.wait_for_url("**/products/theiere/")
    prices = Product.objects.get().variants.order_by("position").values_list("price", flat=True)
    assert list(prices) == [4850, 6200]
