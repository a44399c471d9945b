"""Shapes of what an order keeps as it was."""

from dataclasses import dataclass
from typing import NotRequired, TypedDict

from comptoir.core.texts import Texts


class Address(TypedDict):
    """A postal address as it was typed. country: ISO 3166 two letters."""

    name: str
    company: str
    street: str
    street2: str
    postal_code: str
    city: str
    region: str
    country: str


ADDRESS_FIELDS = (
    "name",
    "company",
    "street",
    "street2",
    "postal_code",
    "city",
    "region",
    "country",
)


class DeliveryAsWas(TypedDict):
    names: Texts
    pickup: bool
    carrier: str
    tracking_address: str
    days_min: int | None
    days_max: int | None


class PaymentAsWas(TypedDict):
    names: Texts
    kind: str
    instructions: Texts
    holder: str
    iban: str
    bic: str
    beforehand: bool
    # Only where the method has them.
    holder_street: NotRequired[str]
    holder_postal_code: NotRequired[str]
    holder_city: NotRequired[str]


@dataclass(frozen=True)
class Contact:
    email: str
    name: str
    phone: str = ""
    company: str = ""
    vat_number: str = ""


@dataclass(frozen=True)
class PlaceDetails:
    """What a customer says at checkout.

    delivery None only with pick-up; billing None: the same as delivery.
    """

    contact: Contact
    delivery: Address | None
    billing: Address | None
    delivery_method_id: int
    payment_method_id: int
    note: str
    language: str
    terms_accepted: bool

    @property
    def country(self) -> str:
        """Where the goods go; "" for pick-up, which is taxed at the shop's own place."""
        return self.delivery["country"] if self.delivery else ""
