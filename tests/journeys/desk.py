"""The order page and the list as a merchant uses them; by addresses, so in any language."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.journeys.furnish import PASSWORD, merchant_of

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

# What the order's states are called, in English and French.
UNPAID = re.compile("Unpaid|[Nn]on payée|Impayée")
PARTLY = re.compile("Partly paid|Payée en partie|[Pp]artiellement payée")
PAID = re.compile("(?<!Partly )\\bPaid|Payée(?! en partie)")
COMPLETED = re.compile("Completed|Terminée")
ARCHIVED = re.compile("Archived|Archivée")
TRASH = re.compile("[Tt]rash|[Cc]orbeille")


@dataclass
class Desk:
    page: "Page"
    slug: str

    def sign_in(self) -> None:
        self.page.fill("#id_login", merchant_of(self.slug))
        self.page.fill("#id_password", PASSWORD)
        self.page.locator("main button.button-primary").click()
        self.page.wait_for_url("**/desk/**")

    @property
    def dialog(self) -> "Locator":
        return self.page.locator("dialog[open], main #dialog-content").first

    def begin(self, step: str) -> None:
        """Presses what leads to the step: the primary button, or an entry of More."""
        control = self.page.locator(
            f"main a[href$='/{step}/']:not(.quiet), main form[action$='/{step}/'] button"
        ).first
        if not control.is_visible():
            self.page.locator(".page-actions summary").first.click()
        control.click()

    def answer(self, **typed: str) -> None:
        """Fills the open question in and sends it."""
        for name, value in typed.items():
            self.dialog.locator(f"[name={name}]").fill(value)
        self.dialog.locator("form .button-primary, form .button-danger").first.click()

    def states(self, what: "re.Pattern[str]") -> None:
        expect(self.page.locator("#states")).to_contain_text(what)

    def stands_not(self, what: "re.Pattern[str]") -> None:
        expect(self.page.locator("#states")).not_to_contain_text(what)
