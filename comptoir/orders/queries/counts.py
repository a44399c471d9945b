"""What waits for the merchant, counted up to a limit."""

from dataclasses import dataclass
from functools import cache

from django.db.models import IntegerField, Q, Subquery

from comptoir.core.prepared import Query
from comptoir.orders.indexes import PAID_CANCELLED, TO_ARCHIVE, TO_BE_PAID, TO_DISPATCH
from comptoir.orders.models import Order
from comptoir.orders.queries.literals import literal
from comptoir.shops.models import Shop

# Counting stops here: "1,000+". The number of orders never makes the page slower.
LIMIT = 1_000


@dataclass(frozen=True, slots=True)
class Counters:
    """Each number is exact up to LIMIT, and LIMIT + 1 beyond."""

    to_be_paid: int
    to_dispatch: int
    to_archive: int
    # Cancelled orders that keep money, archived ones too.
    paid_cancelled: int


class _Counted(Subquery):
    """How many rows the queryset has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS subquery)"
    output_field = IntegerField()


def counters(shop_id: int) -> Counters:
    """How many orders wait for money, for dispatch, for the archive, for a decision; one statement."""
    return Counters(*(_waiting(LIMIT).first(shop_id=shop_id) or (0, 0, 0, 0)))


@cache
def _waiting(limit: int) -> "Query[tuple[int, int, int, int]]":
    return Query(
        lambda shop_id: Shop.objects.filter(id=shop_id).values_list(
            _counted(shop_id, limit, TO_BE_PAID),
            _counted(shop_id, limit, TO_DISPATCH),
            _counted(shop_id, limit, TO_ARCHIVE),
            _counted(shop_id, limit, PAID_CANCELLED),
        ),
        shop_id=int,
    )


def _counted(shop_id: int, limit: int, condition: Q) -> _Counted:
    """Counted in the order of the index that holds just these, so that no other is chosen."""
    orders = Order.objects.filter(literal(condition), shop_id=shop_id)
    return _Counted(orders.order_by("-placed_at", "-id").values("id")[: limit + 1])
