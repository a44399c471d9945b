"""The storefront as a customer uses it, page by page."""

from collections.abc import Iterator
from dataclasses import dataclass

from bench.client import Answer, Client, expect

CONFIRM = "confirm"
PRODUCTS = ("tasse-lune", "porte-savon-pluie")


@dataclass
class Customer:
    """One visitor, with a connection, cookies, network address and e-mail of their own."""

    port: int
    shop: str
    number: int
    products: tuple[str, ...] = PRODUCTS

    def __post_init__(self) -> None:
        # 198.18.0.0/15 is set apart for benchmarks.
        low = self.number % 65_536
        address = f"198.{18 + self.number // 65_536 % 2}.{low // 256}.{low % 256}"
        self.client = Client(self.port, address)
        self.email = f"client{self.number}@example.com"

    def order(self) -> None:
        """The whole flow, to the confirmation page."""
        for _ in self.steps():
            pass

    def steps(self) -> Iterator[str]:
        """Each step's name, once it is done: so that many customers can walk in step."""
        for product in self.products:
            page = expect(self.client.get(f"/{self.shop}/p/{product}/"), 200)
            yield "product page"
            added = self.client.post(f"/{self.shop}/basket/add/", page.form("/basket/add/"))
            yield "add to basket"
            expect(self.client.follow(expect(added, 302)), 200)
            yield "product page, added"
        page = expect(self.client.get(f"/{self.shop}/checkout/"), 200)
        yield "checkout page"
        sent = expect(self.client.post(f"/{self.shop}/checkout/", self._filled(page)), 302)
        yield "send the form"
        review = expect(self.client.get(sent.location), 200)
        yield "review page"
        form = review.form("/checkout/review/")
        confirmed = expect(self.client.post(f"/{self.shop}/checkout/review/", form), 302)
        if "/order/" not in confirmed.location:
            raise SystemExit(f"the order was not placed: {confirmed.location}")
        yield CONFIRM
        expect(self.client.get(confirmed.location), 200)
        self.client.close()
        yield "confirmation page"

    def _filled(self, page: Answer) -> dict[str, str]:
        values = page.form("/checkout/") | {
            "email": self.email,
            "name": "Anne Dupont",
            "phone": "+33 6 39 98 12 34",
            "country": "FR",
            "street": "12 rue de la République",
            "postal_code": "69002",
            "city": "Lyon",
            "terms": "on",
        }
        values.pop("billing_apart", None)
        return values
