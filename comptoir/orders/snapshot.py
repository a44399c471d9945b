"""A whole order as one value: what files carry in and out.

No tokens and no internal ids: payments, parcels, lines and events are known by
their position (1, 2, …) within the order. Two orders are the same exactly when
their snapshots are equal.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from comptoir.core.texts import Texts

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LineSnapshot:
    """Amounts in minor units; rate in thousandths of a percent."""

    kind: str
    names: Texts
    sku: str
    quantity: int
    unit_price: int
    net: int
    tax: int
    gross: int
    rate: int
    tax_class: str
    tax_category: str
    country: str


@dataclass(frozen=True, slots=True)
class PaymentSnapshot:
    kind: str
    amount: int
    received_on: date
    method: str
    provider: str
    reference: str
    created_at: datetime
    voided_at: datetime | None


@dataclass(frozen=True, slots=True)
class ParcelSnapshot:
    """contents: (position of the line, pieces)."""

    tracking_number: str
    carrier: str
    carrier_name: str
    tracking_url: str
    dispatched_at: datetime
    removed_at: datetime | None
    contents: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class EventSnapshot:
    """undoes: position of the event that this one undid."""

    kind: str
    at: datetime
    actor_kind: str
    actor_name: str
    before: Json
    after: Json
    undoes: int | None


@dataclass(frozen=True, slots=True)
class TermsSnapshot:
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class OrderSnapshot:
    number: str
    reference: str
    source: str
    language: str
    currency: str
    placed_at: datetime
    changed_at: datetime
    email: str
    name: str
    phone: str
    company: str
    vat_number: str
    billing: Json
    delivery: Json
    city: str
    country: str
    delivery_as_was: Json
    payment_as_was: Json
    terms: TermsSnapshot | None
    customer_note: str
    comment: str
    handling: str
    place: str
    place_before_trash: str
    ready_at: datetime | None
    dispatched_at: datetime | None
    completed_at: datetime | None
    cancelled_at: datetime | None
    archived_at: datetime | None
    deleted_at: datetime | None
    withdrawn_at: datetime | None
    anonymised_at: datetime | None
    lines: tuple[LineSnapshot, ...]
    payments: tuple[PaymentSnapshot, ...] = ()
    parcels: tuple[ParcelSnapshot, ...] = ()
    tags: tuple[str, ...] = ()
    events: tuple[EventSnapshot, ...] = field(default=())

    @property
    def net(self) -> int:
        return sum(line.net for line in self.lines)

    @property
    def tax(self) -> int:
        return sum(line.tax for line in self.lines)

    @property
    def total(self) -> int:
        return sum(line.gross for line in self.lines)

    @property
    def items(self) -> int:
        return sum(line.quantity for line in self.lines if line.kind == "goods")

    def received(self, kind: str = "payment") -> int:
        """What the payments (or refunds) that were not voided add up to."""
        return sum(p.amount for p in self.payments if p.kind == kind and p.voided_at is None)


# Fields of the order's own row that the snapshot carries under the same name.
OWN_FIELDS = tuple(
    name
    for name in OrderSnapshot.__dataclass_fields__
    if name not in {"lines", "payments", "parcels", "tags", "events", "terms"}
)
