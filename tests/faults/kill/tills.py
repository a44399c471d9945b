"""PayPal and Stripe of the kill test: they take money, and know afterwards from whom."""

import http.client
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.faults.kill.carriers import Carriers
from tests.payments.paypal import papers
from tests.payments.paypal.stand_in import PayPal, paypal_server
from tests.payments.stripe.stand_in import Stripe, stripe_server


@dataclass(frozen=True, order=True)
class Moved:
    """Money that a provider moved: its name there, the order's token, minor units."""

    name: str
    token: str
    amount: int


@dataclass
class Tills:
    """Both stand-ins, and who carries their notices."""

    stripe: Stripe
    paypal: PayPal
    carriers: Carriers
    roots: str

    @property
    def addresses(self) -> dict[str, str]:
        """As COMPTOIR_STAND_INS wants them."""
        return {
            "stripe": self.stripe.url,
            "paypal_test": self.paypal.url,
            "paypal_live": self.paypal.url,
            "paypal_roots": self.roots,
        }

    def listen(self, base: str, hooks: dict[str, str]) -> None:
        """The site is told at these addresses."""
        self.stripe.hook, self.paypal.hook = base + hooks["stripe"], base + hooks["paypal"]

    def are(self, address: str) -> bool:
        """True if the address is one of a till."""
        return address.startswith((f"{self.stripe.url}/", f"{self.paypal.url}/"))

    def token_at(self, address: str) -> str:
        """The order that is paid at that address."""
        return _token(self._there(address)["success_url" if self._at_stripe(address) else "return"])

    def _at_stripe(self, address: str) -> bool:
        return address.startswith(self.stripe.url)

    def _there(self, address: str) -> dict[str, str]:
        where = urlsplit(address)
        if self._at_stripe(address):
            return dict(self.stripe.sessions[where.path.split("/")[2]])
        order = self.paypal.orders[where.query.removeprefix("token=")]
        return {"return": order["context"]["return_url"]}

    def taken(self) -> list[Moved]:
        """All that customers paid."""
        with self.stripe.lock, self.paypal.lock:
            sessions = [
                Moved(one["payment_intent"], _token(one["success_url"]), one["amount_total"])
                for one in self.stripe.sessions.values()
                if one["payment_status"] == "paid"
            ]
            captures = [
                Moved(one["id"], self._token_of(one), _cents(one))
                for one in self.paypal.captures.values()
            ]
        return sorted(sessions + captures)

    def _token_of(self, capture: "dict[str, object]") -> str:
        related = capture["supplementary_data"]
        assert isinstance(related, dict)
        order = self.paypal.orders[related["related_ids"]["order_id"]]
        return _token(order["context"]["return_url"])

    def give_back(self, token: str, amount: int) -> bool:
        """The merchant gives so much back on the provider's own pages; False: nothing came yet."""
        for one in self.taken():
            if one.token == token:
                self._give_back(one, amount)
                return True
        return False

    def _give_back(self, paid: Moved, amount: int) -> None:
        if paid.name.startswith("pi_"):
            given = {"payment_intent": paid.name, "amount": str(amount)}
            with self.stripe.lock:
                status, _said = self.stripe._refund(given)
        else:
            value = f"{amount // 100}.{amount % 100:02}"
            money = {"amount": {"value": value, "currency_code": "EUR"}}
            with self.paypal.lock:
                status, _said = self.paypal._refund(paid.name, money)
        assert status < 300

    def given_back(self) -> list[Moved]:
        """All that went back."""
        of = {one.name: one.token for one in self.taken()}
        stripe = [
            Moved(one["id"], of[one["payment_intent"]], one["amount"])
            for one in self.stripe.refunds
        ]
        paypal = [Moved(one["id"], of[one["of"]], _cents(one)) for one in self.paypal.refunds]
        return sorted(stripe + paypal)


def press(address: str, button: str) -> str:
    """Where the till sends the customer who pressed; "" if it keeps them."""
    where = urlsplit(address)
    line = http.client.HTTPConnection(where.netloc, timeout=60)
    try:
        line.request(
            "POST",
            f"{where.path}?{where.query}",
            urlencode({"do": button}),
            {"Content-Type": "application/x-www-form-urlencoded"},
        )
        answer = line.getresponse()
        answer.read()
        return answer.headers.get("Location", "")
    finally:
        line.close()


def _token(address: str) -> str:
    return urlsplit(address).path.split("/order/")[1].split("/")[0]


def _cents(values: "dict[str, object]") -> int:
    amount = values["amount"]
    assert isinstance(amount, dict)
    whole, _, rest = str(amount["value"]).partition(".")
    return int(whole) * 100 + int(rest or 0)


@contextmanager
def tills(folder: Path, seed: int) -> Iterator[Tills]:
    """Both are open."""
    roots = folder / "roots.pem"
    roots.write_bytes(papers.pem(papers.root()))
    with stripe_server() as stripe, paypal_server() as paypal:
        carriers = Carriers(random.Random(seed))
        stripe.carrier = paypal.carrier = carriers.put
        yield Tills(stripe, paypal, carriers, str(roots))
