"""The bank page's lines as they are shown: state, why, and what can be done."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from comptoir.desk.bank_words import CHIPS, why_words
from comptoir.orders.models import Order
from comptoir.payments.bank.proposals import all_of
from comptoir.payments.models import BankLine
from comptoir.payments.queries.bank_lines import LinePage
from comptoir.shops.models import Shop


@dataclass(frozen=True, slots=True)
class Choice:
    """One proposal: its orders with amounts, and what the form sends back to accept exactly that."""

    orders: list[tuple[Order, str, int]]
    score: int
    why: list[str]
    value: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    line: BankLine
    chip: tuple[Any, str, str]
    choices: list[Choice] = field(default_factory=list)
    booked: list[tuple[str, str, int, bool]] = field(default_factory=list)
    why: list[str] = field(default_factory=list)

    @property
    def undecided(self) -> bool:
        return self.line.state not in {BankLine.State.BOOKED, BankLine.State.IGNORED}


def shown(shop: Shop, page: LinePage) -> list[ShownLine]:
    """Each line with its orders."""
    return [_shown(shop, line, page.orders) for line in page.lines]


def _shown(shop: Shop, line: BankLine, orders: dict[int, Order]) -> ShownLine:
    best = line.proposal.get("best") or {}
    choices = [one for raw in all_of(line) if (one := _choice(shop, raw, orders))]
    booked = [
        (one.order.number, _url(shop, one.order), one.amount, one.payment.voided_at is not None)
        for one in getattr(line, "standing", [])
    ]
    open_ones = choices if line.state not in {BankLine.State.BOOKED, BankLine.State.IGNORED} else []
    return ShownLine(line, CHIPS[line.state], open_ones, booked, why_words(best.get("why", [])))


def _choice(shop: Shop, raw: dict[str, Any], orders: dict[int, Order]) -> Choice | None:
    parts = [(orders[order_id], amount) for order_id, amount in raw["parts"] if order_id in orders]
    if len(parts) != len(raw["parts"]):
        return None
    value = " ".join(f"{one.id}:{amount}:{one.version}" for one, amount in parts)
    named = [(one, _url(shop, one), amount) for one, amount in parts]
    return Choice(named, raw["score"], why_words(raw["why"]), value)


def _url(shop: Shop, order: Order) -> str:
    return reverse("desk:order", args=[shop.slug, order.number])
