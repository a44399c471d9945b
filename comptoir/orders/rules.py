"""Decisions about an order, on plain values."""

from collections.abc import Iterable
from dataclasses import dataclass

from comptoir.orders.states import Handling, PaymentState, Place

# The payment axis as one table. Read a row as: was money given back? did any come in?
# what is kept, against the total (-1 less, 0 equal, 1 more)?
PAYMENT_TABLE: dict[tuple[bool, bool, int], PaymentState] = {
    (False, False, -1): PaymentState.UNPAID,
    (False, False, 0): PaymentState.PAID,  # a total of 0 is paid
    (False, False, 1): PaymentState.PAID,
    (False, True, -1): PaymentState.PARTLY_PAID,
    (False, True, 0): PaymentState.PAID,
    (False, True, 1): PaymentState.OVERPAID,
    (True, True, -1): PaymentState.PARTLY_REFUNDED,
    (True, True, 0): PaymentState.PAID,  # too much had come, and just that went back
    (True, True, 1): PaymentState.OVERPAID,
}

OWES = frozenset({PaymentState.UNPAID, PaymentState.PARTLY_PAID})


def payment_state(total: int, received: int, refunded: int) -> PaymentState:
    """The payment axis: a function of three sums in minor units, and of nothing else."""
    kept = received - refunded
    if refunded > 0 and kept == 0:
        return PaymentState.REFUNDED
    against_total = (kept > total) - (kept < total)
    return PAYMENT_TABLE[refunded > 0, received > 0, against_total]


def handling(goods: Iterable[tuple[int, int]], *, completed: bool, ready: bool) -> Handling:
    """The handling axis from (quantity, dispatched) of each goods line and two facts."""
    lines = list(goods)
    if completed:
        return Handling.COMPLETED
    if lines and all(sent >= quantity for quantity, sent in lines):
        return Handling.DISPATCHED
    if any(sent for _, sent in lines):
        return Handling.PARTLY_DISPATCHED
    return Handling.READY if ready else Handling.OPEN


@dataclass(frozen=True)
class Standing:
    """Where an order stands, as far as its next step depends on it."""

    payment_state: str
    handling: str
    place: str
    cancelled: bool
    pickup: bool
    beforehand: bool
    # More came in than went back.
    holds_money: bool = False


def next_step(order: Standing) -> str | None:
    """The name of the action that comes next most likely: the one primary button."""
    owes = order.payment_state in OWES
    if order.place != Place.ACTIVE:
        return None
    if order.cancelled:
        return "refund" if order.holds_money else "archive"
    if order.handling == Handling.COMPLETED:
        return "mark_paid" if owes else "archive"
    if owes and order.beforehand:
        return "mark_paid"
    if order.pickup and order.handling == Handling.OPEN:
        return "mark_ready"
    return "complete"


def waits_for_money(payment_state: str, place: str, *, cancelled: bool) -> bool:
    """True while the clock of reminders and expiry runs for an order."""
    return payment_state in OWES and place == Place.ACTIVE and not cancelled


def counts_in_figures(place: str, cancelled: bool) -> bool:
    """True for orders that the figures per month count."""
    return place != Place.TRASH and not cancelled
