"""Customers who order over HTTP and press again when nothing answers."""

import http.client
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from threading import Event as Signal
from threading import Lock
from urllib.parse import urlencode, urlsplit

from tests.faults.kill.furnish import SLUG

TYPED = {
    "name": "Anne Dupont",
    "country": "FR",
    "street": "12 rue de la République",
    "postal_code": "69002",
    "city": "Lyon",
    "terms": "on",
}
# The hidden fields of the last form, in the order of the page.
FIELDS = ("basket", "seen_total", "prices", "details")
# Nobody waits longer than this for one page.
PATIENCE = 180.0


class GaveUp(AssertionError):
    """A page did not come within a customer's patience."""


@dataclass
class Ledger:
    """What customers were told, all together."""

    told: dict[str, str] = field(default_factory=dict)
    # Whose money a provider has, and the token of the order that it is for.
    paid: dict[str, str] = field(default_factory=dict)
    faults: Counter[str] = field(default_factory=Counter)
    begun_anew: int = 0
    lock: Lock = field(default_factory=Lock)

    def count(self, fault: str) -> None:
        with self.lock:
            self.faults[fault] += 1


@dataclass
class Page:
    status: int
    location: str
    text: str
    retry_after: str = ""
    # Where it leads, whole: providers live elsewhere.
    address: str = ""


class Browser:
    """Cookies, and the same request again until there is an answer."""

    def __init__(self, port: int, address: str, ledger: Ledger) -> None:
        self._port, self._address, self._ledger = port, address, ledger
        self._cookies: dict[str, str] = {}

    def get(self, path: str) -> Page:
        return self._ask("GET", path, None)

    def post(self, path: str, form: dict[str, str]) -> Page:
        return self._ask("POST", path, self.filled(form))

    def filled(self, form: dict[str, str]) -> str:
        """The body of a form with the token that every form of ours asks for."""
        token = {"csrfmiddlewaretoken": self._cookies.get("csrftoken", "")}
        return urlencode(token | form)

    def _ask(self, method: str, path: str, body: str | None) -> Page:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                page = self.once(method, path, body)
            except (OSError, http.client.HTTPException) as error:
                self._ledger.count(type(error).__name__)
            else:
                if page.status < 500:
                    return page
                self._ledger.count(str(page.status))
            time.sleep(0.2)
        raise GaveUp(f"{method} {path}")

    def once(self, method: str, path: str, body: str | None = None) -> Page:
        """The answer, whatever it is."""
        line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        headers = {
            "Host": f"localhost:{self._port}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
            "X-Forwarded-For": self._address,
            "Accept-Language": "fr",
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            text = answer.read().decode()
        finally:
            line.close()
        for given in answer.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(given).items():
                self._cookies[name] = morsel.value
        address = answer.headers.get("Location", "")
        later = answer.headers.get("Retry-After", "")
        return Page(answer.status, urlsplit(address).path, text, later, address)


@dataclass
class Customer:
    """Orders again and again, each time as somebody else, until `stop`."""

    number: int
    port: int
    known: dict[str, int]
    ledger: Ledger

    def run(self, stop: Signal) -> None:
        turn = 0
        while not stop.is_set():
            turn += 1
            self.order(turn)

    def browse(self, address: str) -> Browser:
        return Browser(self.port, address, self.ledger)

    def order(self, turn: int) -> None:
        """One order stands, and its page is there."""
        address = f"10.{self.number}.{turn // 250}.{turn % 250 + 1}"
        email = f"c{self.number}-{turn}@kill.example"
        browser = self.browse(address)
        while True:
            token = self._way(browser, email, turn)
            if token:
                break
            with self.ledger.lock:
                self.ledger.begun_anew += 1
        with self.ledger.lock:
            self.ledger.told[email] = token
        page = browser.get(f"/{SLUG}/order/{token}/")
        assert page.status == 200, f"told of an order that is not there: {token}"
        self.settle(browser, email, token, turn)

    def settle(self, browser: Browser, email: str, token: str, turn: int) -> None:
        """The courier takes the money of these customers."""

    def method(self, turn: int) -> str:
        return "payment"

    def _way(self, browser: Browser, email: str, turn: int) -> str:
        """From the shelf to the order's token; "" where something stood in the way."""
        form = self.review(browser, email, bowl=turn % 4 == 0, method=self.method(turn))
        if "seen_total" not in form:
            # What was sold out meanwhile leaves the basket.
            browser.post(f"/{SLUG}/basket/fit/", {"then": "review"})
            return ""
        return self.token_of(browser, browser.post(f"/{SLUG}/checkout/review/", form))

    def token_of(self, browser: Browser, said: Page) -> str:
        """What the customer was told by the answer to the last button."""
        if said.location.endswith("/checkout/review/"):
            said = browser.get(said.location)
        found = re.search(r"/order/([^/]+)/", said.location)
        return found[1] if found else ""

    def review(
        self, browser: Browser, email: str, *, bowl: bool = False, method: str = "payment"
    ) -> dict[str, str]:
        """The form of the last button, as the page gave it."""
        browser.get(f"/{SLUG}/p/cup/")
        for sku in ("cup", "bowl") if bowl else ("cup",):
            browser.post(f"/{SLUG}/basket/add/", {"variant": str(self.known[sku]), "quantity": "1"})
        ways = {"delivery": str(self.known["delivery"]), "payment": str(self.known[method])}
        browser.post(f"/{SLUG}/checkout/", TYPED | ways | {"email": email})
        page = browser.get(f"/{SLUG}/checkout/review/")
        form = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
        return {name: form[name] for name in FIELDS if name in form}
