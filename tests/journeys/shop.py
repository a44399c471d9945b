"""The shop's pages as a customer uses them."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


@dataclass
class Customer:
    page: "Page"
    slug: str

    def take(self, product: str, choice: str = "") -> None:
        self.page.goto(f"/{self.slug}/p/{product}/")
        if choice:
            self.page.get_by_text(re.compile(f"^({choice})$")).first.click()
        self.page.locator(".product-bar .button-primary").click()
        self.page.wait_for_url("**added**")

    def review(self, email: str) -> None:
        """From the basket to the page with the last button: DHL and bank transfer."""
        page = self.page
        page.goto(f"/{self.slug}/basket/")
        page.locator("main a[href$='/checkout/']").click()
        page.wait_for_url("**/checkout/")
        page.fill("#id_email", email)
        page.fill("#id_name", "Anne Dupont")
        page.check("input[name=delivery]")
        self._payment()
        page.check("input[name=payment]")
        page.fill("#id_street", "12 rue de la République")
        page.fill("#id_postal_code", "69002")
        page.fill("#id_city", "Lyon")
        if page.locator("#id_terms").count():
            page.check("#id_terms")
        page.locator("#checkout button.button-primary").last.click()
        page.wait_for_url("**/review/")

    def _payment(self) -> None:
        button = self.page.locator("button[name=update]").last
        if not self.page.locator("input[name=payment]").count() and button.is_visible():
            button.click()

    def confirm(self) -> str:
        """The order is placed; gives the customer's address of it."""
        self.page.locator("#order").click()
        self.page.wait_for_url("**/order/**")
        return self.page.url

    def order(self, email: str) -> str:
        self.take("tasse-lune", "Blanc|White")
        self.take("bol")
        self.review(email)
        return self.confirm()

    def withdraw(self, address: str) -> None:
        page = self.page
        page.goto(address)
        page.locator("main a[href$='/withdraw/']").click()
        page.wait_for_url("**/withdraw/")
        page.locator("main .button-primary").click()
        page.locator("button[name=confirm]").click()
        page.wait_for_url(re.compile(r"/order/[^/]+/$"))
