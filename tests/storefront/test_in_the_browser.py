"""The customer's pages in a real browser: smoother with scripts, and open to everyone."""

import re
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from comptoir.catalog.models import Variant
from comptoir.core.actor import customer
from comptoir.core.database import write
from comptoir.orders.actions.withdraw import withdraw
from comptoir.orders.frozen import Contact
from comptoir.orders.models import Order
from tests.browser import Browse
from tests.factories import NOW, make_order, make_variant
from tests.storefront.scene import TYPED, Scene, make_scene

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lune() -> Scene:
    """A shop with every legal page, for tests that a browser in another thread looks at."""
    return make_scene(
        privacy={"fr": "Nous gardons peu."},
        withdrawal={"fr": "Vous avez quatorze jours."},
        imprint={"fr": "Atelier Lune"},
        legal_name="Atelier Lune SARL",
    )


def _open_to_everyone(page: "Page") -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"


def _fill(page: "Page", *names: str) -> None:
    for name in names:
        page.fill(f"#id_{name}", TYPED[name])


@pytest.mark.parametrize(("width", "dark", "language"), [(390, False, "fr"), (1280, True, "en")])
def test_the_whole_way(lune: Scene, browse: Browse, width: int, dark: bool, language: str) -> None:
    page = browse(language=language, width=width, dark=dark)
    home = f"/{lune.shop.slug}/"
    page.goto(home)
    _open_to_everyone(page)
    page.get_by_role("link", name=re.compile("Tasse Lune|Moon cup")).click()
    page.wait_for_url("**/p/tasse-lune/")
    _open_to_everyone(page)
    page.locator(".product-bar .button-primary").click()
    page.wait_for_url("**added**")
    assert page.locator(".store-basket-count").inner_text().startswith("1")
    _open_to_everyone(page)
    page.goto(f"{home}basket/")
    _open_to_everyone(page)
    page.get_by_role("link", name=re.compile("Passer la commande|Go to checkout")).click()
    page.wait_for_url("**/checkout/")
    _open_to_everyone(page)
    page.locator("#checkout button.button-primary").click()
    page.wait_for_selector("[role=alert]")
    _open_to_everyone(page)
    _fill(page, "email", "name")
    page.check(f"input[name=delivery][value='{lune.dhl.id}']")
    page.wait_for_selector("input[name=payment]")
    assert "4,90" in page.locator("#sum").inner_text().replace(".", ",")
    _fill(page, "street", "postal_code", "city")
    page.check("#id_terms")
    page.check("#id_billing_apart")
    _open_to_everyone(page)
    page.uncheck("#id_billing_apart")
    page.locator("#checkout button.button-primary").click()
    page.wait_for_url("**/review/")
    _open_to_everyone(page)
    page.locator("#order").click()
    page.wait_for_url("**/order/**")
    assert Order.objects.get().total == 2890
    _open_to_everyone(page)
    page.locator("main a[href$='/withdraw/']").click()
    page.wait_for_url("**/withdraw/")
    _open_to_everyone(page)
    page.locator("main .button-primary").click()
    page.locator("button[name=confirm]").click()
    page.wait_for_url(re.compile("/order/[^/]+/$"))
    assert Order.objects.get().withdrawn_at is not None
    _open_to_everyone(page)


QUIET = (
    *("c/tasses/", "search/?q=bol", "search/?q=zzz", "basket/", "withdraw/", "p/none/"),
    *("legal/terms/", "legal/privacy/", "legal/withdrawal/", "legal/imprint/"),
)


def test_quiet_pages(lune: Scene, browse: Browse) -> None:
    page = browse(language="fr", width=390)
    for path in QUIET:
        page.goto(f"/{lune.shop.slug}/{path}")
        _open_to_everyone(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path


def test_very_long_names_stay_in_a_narrow_page(lune: Scene, browse: Browse) -> None:
    word = "W" * 90
    order = make_order(
        lune.shop,
        lune.bowl,
        contact=Contact(email=f"{'a' * 60}@{'b' * 60}.example", name=word, phone=""),
        note=word * 4,
    )
    page = browse(language="fr", width=320)
    page.goto(f"/{lune.shop.slug}/order/{order.token}/?thanks=1")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    _open_to_everyone(page)


def test_a_withdrawal_stays_in_a_narrow_page(lune: Scene, browse: Browse) -> None:
    order = make_order(lune.shop, lune.bowl)
    withdraw(
        shop_id=lune.shop.id,
        order_id=order.id,
        name="Anne Dupont",
        email="anne@example.com",
        actor=customer(lune.shop.id, "Anne Dupont"),
        now=NOW,
    )
    page = browse(language="fr", width=320)
    page.goto(f"/{lune.shop.slug}/order/{order.token}/")
    assert page.locator(".definitions .when").count()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_price_at_the_thumb_is_that_of_the_choice(lune: Scene, browse: Browse) -> None:
    page = browse(language="fr", width=390)
    page.goto(f"/{lune.shop.slug}/p/tasse-lune/")
    price = page.locator(".product-bar-price")
    expect(price).to_have_text("24,00\u00a0€")
    page.get_by_text("Blanc").click()
    expect(price).to_have_text("26,00\u00a0€")
    plain = browse(language="fr", width=390, javascript=False)
    plain.goto(f"/{lune.shop.slug}/p/tasse-lune/")
    expect(plain.locator(".product-bar-price")).to_have_text("dès 24,00\u00a0€")


def test_without_javascript(lune: Scene, browse: Browse) -> None:
    page = browse(language="fr", width=390, javascript=False)
    page.goto(f"/{lune.shop.slug}/p/bol/")
    page.locator(".product-bar .button-primary").click()
    page.goto(f"/{lune.shop.slug}/checkout/")
    _fill(page, "email", "name", "street", "postal_code", "city")
    page.check(f"input[name=delivery][value='{lune.dhl.id}']")
    page.check("#id_terms")
    page.get_by_role("button", name="Afficher les moyens de paiement").click()
    assert page.input_value("#id_street") == TYPED["street"]
    page.get_by_role("button", name="Continuer vers la vérification").click()
    page.get_by_role("button", name="Commander avec obligation de paiement").click()
    assert page.get_by_text("Merci, Anne Dupont").is_visible()
    assert Order.objects.get().total == 1800 + 490


def test_a_change_of_country_leaves_what_is_typed(lune: Scene, browse: Browse) -> None:
    page = browse(language="fr")
    page.goto(f"/{lune.shop.slug}/p/bol/")
    page.locator(".product-bar .button-primary").click()
    page.wait_for_url("**added**")
    page.goto(f"/{lune.shop.slug}/checkout/")
    _fill(page, "email", "name", "street")
    with page.expect_response("**/checkout/"):
        page.select_option("#id_country", "BE")
    page.wait_for_function("document.querySelector('#id_country').value === 'BE'")
    assert page.input_value("#id_email") == TYPED["email"]
    assert page.input_value("#id_street") == TYPED["street"]
    page.reload()
    assert page.input_value("#id_email") == TYPED["email"]
    assert page.input_value("#id_country") == "BE"


def test_with_many_variants_the_button_stays_in_sight(lune: Scene, browse: Browse) -> None:
    first = make_variant(lune.shop, price=2090, names={"fr": "Bleu", "en": "Blue"})
    fields = {"shop": lune.shop, "product": first.product}
    with write():
        for n in range(11):
            names = {"fr": f"Couleur {n}", "en": f"Colour {n}"}
            Variant.objects.create(**fields, price=2100 + n, sku=f"V-{n}", names=names)
    page = browse()
    page.goto(f"/{lune.shop.slug}/p/{first.product.slug}/")
    button = page.locator(".product-bar .button-primary")
    expect(button).to_be_in_viewport(ratio=1)
    page.locator("input[type=radio]").last.check()
    expect(button).to_be_in_viewport(ratio=1)
    expect(page.locator(".product-bar-price")).to_contain_text("21.10")
    _open_to_everyone(page)
