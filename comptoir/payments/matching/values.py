"""What goes into matching and what comes out of it: plain values, no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Transfer:
    """A booking of the bank. `key` is the caller's; `amount` is signed minor units, money in positive."""

    key: int
    amount: int
    booked_on: date
    name: str = ""
    iban: str = ""
    text: str = ""
    reversal: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """An order that a transfer may belong to. `balance` is what is still to be received.

    `refundable` is what was received and not given back. `references` are all that customers are
    asked to write; `ibans` are accounts that paid for this customer before.
    """

    order_id: int
    number: str
    references: tuple[str, ...]
    balance: int
    placed_on: date
    names: tuple[str, ...] = ()
    ibans: frozenset[str] = frozenset()
    refundable: int = 0
    cancelled: bool = False


class Outcome(StrEnum):
    EXACT = "exact"  # to be booked without asking
    NEAR = "near"  # to be suggested
    NONE = "none"  # to be listed


class Why(StrEnum):
    """Each thing that speaks for or against an order, as codes; pages put them into words."""

    REFERENCE = "reference"
    NEAR_REFERENCE = "near_reference"
    NUMBER = "number"
    BARE_NUMBER = "bare_number"  # without its noughts
    SHORT_NUMBER = "short_number"  # the last part alone
    NEAR_NUMBER = "near_number"
    AMOUNT = "amount"
    SHORT = "short"
    OVER = "over"
    ALREADY_PAID = "already_paid"
    NAME = "name"
    PART_OF_NAME = "part_of_name"
    OTHER_NAME = "other_name"
    IBAN = "iban"
    SEVERAL_ORDERS = "several_orders"
    SEVERAL_TRANSFERS = "several_transfers"
    SEVERAL_FIT = "several_fit"
    CANCELLED = "cancelled"
    PLACED_LATER = "placed_later"
    REFUND = "refund"
    REVERSAL = "reversal"
    MONEY_OUT = "money_out"


POINTS: Mapping[Why, int] = {
    Why.REFERENCE: 60,
    Why.NEAR_REFERENCE: 35,
    Why.NUMBER: 45,
    Why.BARE_NUMBER: 35,
    Why.SHORT_NUMBER: 15,
    Why.NEAR_NUMBER: 20,
    Why.AMOUNT: 30,
    Why.SHORT: 5,
    Why.OVER: 5,
    Why.NAME: 20,
    Why.PART_OF_NAME: 8,
    Why.OTHER_NAME: -5,
    Why.IBAN: 20,
    Why.SEVERAL_ORDERS: 10,
    Why.ALREADY_PAID: -20,
    Why.CANCELLED: -20,
    Why.PLACED_LATER: -30,
    Why.SEVERAL_FIT: -10,
}


@dataclass(frozen=True, slots=True)
class Part:
    """So much of the transfer for that order; minor units, positive for refunds too."""

    order_id: int
    amount: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A way to book the transfer, how sure it is (0 to 100), and why."""

    parts: tuple[Part, ...]
    score: int
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one transfer: the best proposal, and others that were nearly as good."""

    key: int
    outcome: Outcome
    best: Proposal | None = None
    others: tuple[Proposal, ...] = field(default=())


def score_of(why: tuple[Why, ...]) -> int:
    return max(0, min(99, sum(POINTS.get(one, 0) for one in why)))
