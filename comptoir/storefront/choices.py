"""Ways to receive and to pay that are open to a basket, and what the customer chose of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from comptoir.baskets.queries import Contents
from comptoir.core.countries import known_countries
from comptoir.methods.models import PaymentMethod
from comptoir.methods.queries import (
    DeliveryChoice,
    delivery_choices,
    delivery_countries,
    payment_choices,
)
from comptoir.shops.models import Shop
from comptoir.storefront.waiting import days


@dataclass(frozen=True)
class Choices:
    """deliveries and payments in the shop's order; delivery and payment: the chosen ones."""

    country: str
    countries: frozenset[str] | None
    deliveries: Sequence[DeliveryChoice]
    payments: Sequence[PaymentMethod]
    delivery: DeliveryChoice | None
    payment: PaymentMethod | None

    @property
    def pickup(self) -> bool:
        return self.delivery is not None and self.delivery.method.pickup

    @property
    def days(self) -> str:
        method = self.delivery.method if self.delivery else None
        return days(method.days_min, method.days_max) if method else ""

    @property
    def delivery_price(self) -> int:
        return self.delivery.price if self.delivery else 0

    @property
    def fee(self) -> int:
        return self.payment.fee if self.payment else 0

    def goes_to(self, country: str) -> bool:
        return self.exists(country) and (self.countries is None or country in self.countries)

    def exists(self, country: str) -> bool:
        return country in known_countries()


def choices_for(shop: Shop, contents: Contents, typed: Mapping[str, Any]) -> Choices:
    """What is open for this basket and that country; a lone way is chosen already."""
    countries = delivery_countries(shop.id)
    if not countries and countries is not None:
        # Nothing is sent anywhere: the shop's own country stands for "you come here".
        countries = frozenset({shop.country})
    country = str(typed.get("country") or "") or _first_country(shop, countries)
    deliveries = delivery_choices(shop.id, country, contents.value, contents.weight)
    wish = str(typed.get("delivery", ""))
    delivery = next((one for one in deliveries if str(one.method.id) == wish), None)
    # Never in place of another that was chosen and is gone: that must be told.
    if not wish and len(deliveries) == 1:
        delivery = deliveries[0]
    payments = payment_choices(shop.id, delivery.method.id) if delivery else []
    wish = str(typed.get("payment", ""))
    payment = next((one for one in payments if str(one.id) == wish), None)
    if not wish and len(payments) == 1:
        payment = payments[0]
    return Choices(country, countries, deliveries, payments, delivery, payment)


def _first_country(shop: Shop, countries: frozenset[str] | None) -> str:
    if countries is None or shop.country in countries:
        return shop.country
    return min(countries)
