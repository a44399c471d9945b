"""What a year is made of. Amounts in cents; negative leaves the shop's account."""

from dataclasses import dataclass, field
from datetime import date, datetime

YEAR = 2025
OPENING = 1_250_000
HOLDER = "Atelier Lune GmbH"
IBAN = "DE89370400440532013000"
BIC = "COBADEFFXXX"
CURRENCY = "EUR"


@dataclass(frozen=True)
class Customer:
    """`company` is "" for a person; `partner` is whose account the household may pay from."""

    first: str
    last: str
    partner: str
    company: str
    email: str
    country: str
    language: str
    street: str
    postal_code: str
    city: str
    iban: str
    other_iban: str

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"


@dataclass
class Order:
    """`number` is given once all orders of the year are known, in order of time.

    company: as it was typed at checkout; "" also where a company's person named none.
    """

    customer: Customer
    placed_at: datetime
    items: list[tuple[str, int, int]]
    reference: str
    company: str
    number: str = ""

    @property
    def total(self) -> int:
        return sum(quantity * price for _name, quantity, price in self.items)


@dataclass(frozen=True)
class Part:
    """So much of a transfer really is for this order; negative: money that went back."""

    number: str
    amount: int


@dataclass(frozen=True)
class Transfer:
    """One movement on the shop's account, as the sender's bank passed it on.

    id: the bank's own reference; kind: what the sender did (shares.py); truth: the orders
    that it is for, empty when none. structured: text is an ISO 11649 reference in the field
    meant for it. reversal: the bank takes back what it booked before.
    """

    id: str
    kind: str
    booked: date
    amount: int
    name: str
    iban: str
    text: str
    truth: tuple[Part, ...]
    end_to_end: str = ""
    structured: bool = False
    reversal: bool = False
    batch: str = ""


@dataclass
class Year:
    seed: int
    orders: list[Order] = field(default_factory=list)
    transfers: list[Transfer] = field(default_factory=list)

    def by_day(self) -> dict[date, list[Transfer]]:
        """Transfers by the day they were booked, days in order."""
        days: dict[date, list[Transfer]] = {}
        for transfer in self.transfers:
            days.setdefault(transfer.booked, []).append(transfer)
        return days
