"""What is entered about methods, as values that actions take."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from comptoir.core.texts import Texts

# [up to and including, price]; the last limit may be None: open.
Tiers = Sequence[tuple[int | None, int]]


@dataclass(frozen=True, slots=True)
class DeliveryDetails:
    """price, tiers, free_from: gross minor units; limits by weight in grams."""

    names: Texts
    descriptions: Texts = field(default_factory=dict)
    active: bool = True
    pickup: bool = False
    price_rule: str = "flat"
    price: int = 0
    tiers: Tiers = ()
    free_from: int | None = None
    countries: Sequence[str] = ()
    tax_class: str = "standard"
    days_min: int | None = None
    days_max: int | None = None
    carrier: str = ""
    tracking_address: str = ""


@dataclass(frozen=True, slots=True)
class PaymentDetails:
    """beforehand None: as is usual for the kind. delivery_method_ids empty: goes with all."""

    kind: str
    names: Texts
    instructions: Texts = field(default_factory=dict)
    active: bool = True
    fee: int = 0
    fee_tax_class: str = "standard"
    holder: str = ""
    iban: str = ""
    bic: str = ""
    holder_street: str = ""
    holder_postal_code: str = ""
    holder_city: str = ""
    remind_days: int | None = None
    expire_days: int | None = None
    beforehand: bool | None = None
    delivery_method_ids: Sequence[int] = ()
