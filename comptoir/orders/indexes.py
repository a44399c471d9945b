"""The indexes of the orders list: one per filter and order offered, so that each list is a range.

A list reads one place of one shop. Every filter that stands alone is followed by each of
the three sort keys; two filters at once are read along one of these indexes, a bounded
number of entries at a time (orders/queries/listing.py).
"""

from typing import Any

from django.db import models
from django.db.models import BooleanField, F, Func, Q

SORT_KEYS = {"placed": "placed_at", "total": "total", "changed": "changed_at"}
FILTER_COLUMNS = {
    "payment": "payment_state",
    "handling": "handling",
    "delivery": "delivery_method",
    "paymeth": "payment_method",
    "country": "country",
}
UNPAID = ("unpaid", "partly_paid")
UNSETTLED_HANDLING = ("open", "ready", "partly_dispatched")
SETTLED = ("paid", "overpaid", "partly_refunded", "refunded")


class LeavesUnpaid(Func):
    """True for payment methods, as they were, that are not paid beforehand: cash on delivery.

    With all its words in the SQL itself, so that SQLite knows the index's condition again.
    """

    output_field = BooleanField()
    template = "JSON_EXTRACT(%(expressions)s, '$.beforehand') = 0"

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        template = "(%(expressions)s -> 'beforehand') = 'false'::jsonb"
        return self.as_sql(compiler, connection, template=template)


# What waits for the merchant. Active orders only; few of them, whatever the number of orders.
TO_BE_PAID = Q(place="active", cancelled_at__isnull=True, payment_state__in=UNPAID)
# An order that is sent before its money comes needs no payment to be dispatched.
TO_DISPATCH = Q(place="active", cancelled_at__isnull=True, handling__in=UNSETTLED_HANDLING) & (
    Q(payment_state__in=SETTLED) | Q(LeavesUnpaid("payment_as_was"))
)
# `place` stands twice so that SQLite does not take this index for the filter "cancelled", which
# would then look at every completed order: it sees through an OR, but not through an AND in it.
TO_ARCHIVE = Q(place="active") & (
    Q(place="active", cancelled_at__isnull=False)
    | Q(handling="completed", payment_state__in=SETTLED)
)
# Unpaid orders that are to be reminded of or cancelled one day, of all shops. What has left the
# shop is never cancelled by the clock, nor what somebody withdrew from.
REMINDING = TO_BE_PAID & Q(remind_at__isnull=False, withdrawn_at__isnull=True)
EXPIRING = Q(
    place="active",
    cancelled_at__isnull=True,
    withdrawn_at__isnull=True,
    payment_state="unpaid",
    handling__in=("open", "ready"),
    expire_at__isnull=False,
)
# Money that is kept for an order that is off: somebody must decide.
PAID_CANCELLED = Q(cancelled_at__isnull=False, received__gt=F("refunded")) & ~Q(place="trash")


def order_indexes() -> list[models.Index]:
    """Every index that the lists of orders are read along."""
    found = [
        models.Index(fields=["shop", "place", "-placed_at", "-id"], name="order_newest"),
        models.Index(fields=["shop", "place", "total", "id"], name="order_by_total"),
        models.Index(fields=["shop", "place", "changed_at", "id"], name="order_by_changed"),
        models.Index(fields=["shop", "email"], name="order_of_customer"),
        # "Begins with" needs this operator class on PostgreSQL; SQLite ignores it.
        models.Index(
            fields=["shop", "number"],
            name="order_number_prefix",
            opclasses=["int8_ops", "text_pattern_ops"],
        ),
    ]
    for short, sort in SORT_KEYS.items():
        found += [
            models.Index(fields=["shop", "place", column, sort, "id"], name=f"order_{name}_{short}")
            for name, column in FILTER_COLUMNS.items()
        ]
        found.append(
            models.Index(
                fields=["shop", "place", sort, "id"],
                name=f"order_cancelled_{short}",
                condition=Q(cancelled_at__isnull=False),
            )
        )
    waiting = {"to_be_paid": TO_BE_PAID, "to_dispatch": TO_DISPATCH, "to_archive": TO_ARCHIVE}
    found += [
        models.Index(
            # `place` is known from the condition; named here, it makes SQLite choose this index.
            fields=["shop", "place", "placed_at", "id"],
            name=f"order_{name}",
            condition=condition,
        )
        for name, condition in waiting.items()
    ]
    found += [
        models.Index(fields=["remind_at", "id"], name="order_reminding", condition=REMINDING),
        models.Index(fields=["expire_at", "id"], name="order_expiring", condition=EXPIRING),
        models.Index(
            fields=["shop", "placed_at", "id"],
            name="order_paid_cancelled",
            condition=PAID_CANCELLED,
        ),
    ]
    return found
