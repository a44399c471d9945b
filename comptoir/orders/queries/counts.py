"""What waits for the merchant, counted up to a limit."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from comptoir.orders.indexes import OPEN_WORK, TO_ARCHIVE, TO_BE_PAID, UNPAID
from comptoir.orders.models import Order
from comptoir.orders.queries.literals import literal

# Counting stops here: "1,000+". The number of orders never makes the page slower.
LIMIT = 1_000
# An order that is sent before its money comes needs no payment to be dispatched.
DISPATCHABLE = ~Q(payment_state__in=UNPAID) | Q(payment_as_was__beforehand=False)


@dataclass(frozen=True, slots=True)
class Counters:
    """Each number is exact up to LIMIT, and LIMIT + 1 beyond."""

    to_be_paid: int
    to_dispatch: int
    to_archive: int


def counters(shop_id: int) -> Counters:
    """How many active orders wait for money, for dispatch, for the archive; three statements."""
    orders = Order.objects.filter(shop_id=shop_id)
    return Counters(
        to_be_paid=_counted(orders.filter(literal(TO_BE_PAID))),
        to_dispatch=_counted(orders.filter(literal(OPEN_WORK)), DISPATCHABLE),
        to_archive=_counted(orders.filter(literal(TO_ARCHIVE))),
    )


def _counted(orders: QuerySet[Order], fits: Q | None = None) -> int:
    """Reads at most five times the limit of index entries.

    Counted in the order of the index that holds just these, so that no other is chosen.
    """
    newest = orders.order_by("-placed_at", "-id")
    if fits is None:
        return newest[: LIMIT + 1].count()
    looked_at = newest[: 5 * LIMIT].values("id")
    return Order.objects.filter(fits, id__in=looked_at).order_by()[: LIMIT + 1].count()
