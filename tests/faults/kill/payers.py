"""Customers who pay online: led to a till and back, or gone once the money is."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.faults.kill.customers import Browser, Customer, Page
from tests.faults.kill.furnish import SLUG
from tests.faults.kill.tills import Tills, press

METHODS = ("stripe", "paypal", "payment")
# Every so many get this much back at the provider itself, if they paid there.
EACH, BACK = 4, 500


@dataclass
class Payer(Customer):
    """Two of three pay online; a third of those never comes back from the till."""

    tills: Tills | None = None

    @property
    def _tills(self) -> Tills:
        assert self.tills is not None
        return self.tills

    def method(self, turn: int) -> str:
        return METHODS[(self.number + turn) % len(METHODS)]

    def token_of(self, browser: Browser, said: Page) -> str:
        if self._tills.are(said.address):
            return self._tills.token_at(said.address)
        return super().token_of(browser, said)

    def settle(self, browser: Browser, email: str, token: str, turn: int) -> None:
        if self.method(turn) == "payment":
            return
        till = self._led_to_a_till(browser, token)
        stays_away = turn % 3 == 0
        back = press(till, "silent" if stays_away else "pay")
        with self.ledger.lock:
            self.ledger.paid[email] = token
        if back:
            where = urlsplit(back)
            page = browser.get(f"{where.path}?{where.query}")
            assert page.status == 302, f"not taken back from the till: {page.status}"
        if turn % EACH == 1:
            self._tills.give_back(token, BACK)

    def _led_to_a_till(self, browser: Browser, token: str) -> str:
        """Presses "Pay now" until it leads out; a provider may just not have been reached."""
        for _ in range(60):
            page = browser.post(f"/{SLUG}/order/{token}/pay/", {})
            if self._tills.are(page.address):
                return page.address
            self.ledger.count(f"pay now: {page.status} {urlsplit(page.address).query}")
        raise AssertionError(f"never led to a till: {token}")
