"""The desk as a merchant uses it, page by page."""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlencode

from bench.client import Answer, Client, expect
from comptoir.demo.seed.people import EMAIL, PASSWORD

ADDRESS = "198.19.255.1"
_NEXT = re.compile(r'<a [^>]*rel="next"[^>]*href="([^"]*)"')
_ROW = re.compile(r'<a class="row-link num" href="([^"]*)"')
# What htmx sends as one types in the search box.
TYPING = {"HX-Request": "true", "HX-Target": "orders"}


@dataclass
class Merchant:
    """Signed in; every page is asked for on a connection that is kept."""

    port: int
    shop: str

    def __post_init__(self) -> None:
        self.client = Client(self.port, ADDRESS)
        login = expect(self.client.get("/account/login/"), 200)
        values = login.form("/account/login/") | {"login": EMAIL, "password": PASSWORD}
        expect(self.client.post("/account/login/", values), 302)

    @property
    def list_path(self) -> str:
        return f"/desk/{self.shop}/orders/"

    def fresh_connection(self) -> None:
        """The next page is asked for on a new connection: another web process may answer."""
        self.client.close()

    def page(self, path: str) -> Answer:
        return expect(self.client.get(path), 200)

    def typed(self, text: str) -> Answer:
        """The list as the search box asks for it."""
        return expect(self.client.get(f"{self.list_path}?{urlencode({'q': text})}", TYPING), 200)

    def next_of(self, answer: Answer) -> str:
        """The address of the next page; "" on the last."""
        found = _NEXT.search(answer.text)
        return self.list_path + unescape(found[1]) if found else ""

    def orders_on(self, answer: Answer) -> list[str]:
        return [unescape(address) for address in _ROW.findall(answer.text)]

    def orders(self, query: str, most: int) -> list[str]:
        """Addresses of orders of that view, page after page."""
        found: list[str] = []
        path = f"{self.list_path}?{query}"
        while path and len(found) < most:
            answer = self.page(path)
            found += self.orders_on(answer)
            path = self.next_of(answer)
        return found[:most]

    def form_of(self, order: str, step: str) -> dict[str, str]:
        """What the step's own page would send by itself."""
        return self.page(f"{order}{step}/").form(f"/{step}/")

    def send(self, order: str, step: str, values: dict[str, str]) -> Answer:
        return expect(self.client.post(f"{order}{step}/", values), 302)
