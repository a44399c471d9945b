"""What stands in the shop after a file: its rows, what is booked on them, what is suggested."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

# Order number and amount, negative when money went back.
Orders = frozenset[tuple[str, int]]


@dataclass(frozen=True)
class Standing:
    booked: date
    amount: int
    state: str
    orders: Orders
    others: tuple[Orders, ...]


def standing() -> list[Standing]:
    """The rows of the newest file, in its order."""
    from comptoir.orders.models import Order
    from comptoir.payments.models import BankFile, BankLine

    numbers = dict(Order.objects.values_list("id", "number"))
    rows = BankLine.objects.filter(file=BankFile.objects.latest("id")).order_by("id")
    found = []
    for row in rows.prefetch_related("bookings"):
        sign = -1 if row.amount < 0 else 1
        best, others = row.proposal.get("best"), row.proposal.get("others", [])
        parts: Iterable[Any] = best["parts"] if best else ()
        if row.state == BankLine.State.BOOKED:
            parts = [(one.order_id, one.amount) for one in row.bookings.all()]
        found.append(
            Standing(
                booked=row.booked_on,
                amount=row.amount,
                state=row.state,
                orders=_orders(parts, numbers, sign),
                others=tuple(_orders(other["parts"], numbers, sign) for other in others),
            )
        )
    return found


def _orders(parts: Iterable[Any], numbers: dict[int, str], sign: int) -> Orders:
    return frozenset((numbers[order], sign * abs(amount)) for order, amount in parts)
