"""Where orders stand is where their history left them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from comptoir.operations.doctor.finding import Finding, Scope
from comptoir.operations.snapshot import rows

# An order's column, the kinds of event that set it, and those that clear it.
AXES: tuple[tuple[str, str, str], ...] = (
    ("cancelled_at", "order.cancelled", "order.reinstated"),
    ("completed_at", "order.completed", "order.reopened"),
    ("archived_at", "order.archived", "order.unarchived"),
    ("deleted_at", "order.deleted", "order.restored"),
    ("ready_at", "order.ready", ""),
    ("withdrawn_at", "order.withdrawn", ""),
    ("anonymised_at", "order.anonymised", ""),
)
# A kind of payment, the kind of event that books it, and the one that voids it.
MONEY = (
    ("payment", "order.paid", "order.payment_voided"),
    ("refund", "order.refunded", "order.refund_voided"),
)


def standing(kind: str, what: str = "e.id") -> str:
    """`what` of events of that kind that were not undone; NULL for all others."""
    return f"CASE WHEN u.id IS NULL AND e.kind = '{kind}' THEN {what} END"


def _axis(column: str, sets: str, clears: str) -> str:
    """1 if the column says something else than the last event that stands, else 0.

    An order from a file may have begun anywhere: it is asked only once an event decides.
    """
    last_set = f"COALESCE(MAX({standing(sets)}), 0)"
    last_cleared = f"COALESCE(MAX({standing(clears)}), 0)" if clears else "0"
    return (
        f"CASE WHEN o.{column} IS NULL AND {last_set} > {last_cleared} THEN 1"
        f" WHEN o.{column} IS NOT NULL AND {last_set} <= {last_cleared}"
        f" AND ({last_cleared} > 0 OR COUNT({standing('order.placed')}) > 0) THEN 1 ELSE 0 END"
    )


def _money(kind: str, books: str, voids: str) -> str:
    """1 if the payments that count are not as many as the events that book them, else 0."""
    rows_of = (
        "(SELECT COUNT(*) FROM orders_payment p WHERE p.order_id = o.id"  # noqa: S608  # words of ours
        f" AND p.kind = '{kind}' AND p.voided_at IS NULL)"
    )
    said = f"COUNT({standing(books)}) - COUNT({standing(voids)})"
    return (
        f"CASE WHEN COUNT({standing('order.placed')}) > 0 AND {rows_of} <> {said} THEN 1 ELSE 0 END"
    )


def statement(of_shop: str) -> str:
    """One row for each order where something disagrees, with a column per question."""
    asked = [_axis(*axis) for axis in AXES] + [_money(*money) for money in MONEY]
    placed = "COUNT(CASE WHEN e.kind = 'order.placed' THEN 1 END)"
    asked.append(f"CASE WHEN o.basket_id IS NOT NULL AND {placed} <> 1 THEN 1 ELSE 0 END")
    asked.append(
        "CASE WHEN (o.handling = 'completed') <> (o.completed_at IS NOT NULL)"
        " OR (o.place = 'trash') <> (o.deleted_at IS NOT NULL) THEN 1 ELSE 0 END"
    )
    names = [f"q{nth}" for nth in range(len(asked))]
    columns = ", ".join(f"{one} AS {name}" for one, name in zip(asked, names, strict=True))
    return f"""
        SELECT * FROM (
            SELECT o.shop_id, o.number, {columns}
            FROM orders_order o
            LEFT JOIN core_event e ON e.shop_id = o.shop_id AND e.subject_kind = 'order'
                AND e.subject_id = o.id
            LEFT JOIN core_event u ON u.undoes_id = e.id
            WHERE {of_shop}
            GROUP BY o.id
        ) asked
        WHERE {" + ".join(names)} > 0
    """  # noqa: S608  # names of ours


def agree(scope: Scope) -> Iterator[Finding]:
    """Each state of an order is the one that its last event left."""
    for shop, number, *wrong in rows(statement(scope.of_shop("o"))):
        for what, one in zip(_words(), wrong, strict=True):
            if one:
                yield Finding(scope.slug(shop), number, what)


def _words() -> list[str]:
    axis = _("The history and %(what)s don't agree.")
    names = (
        _("“cancelled”"),
        _("“completed”"),
        _("“archived”"),
        _("“in the trash”"),
        _("“ready to collect”"),
        _("“withdrawn”"),
        _("“anonymised”"),
    )
    return [axis % {"what": name} for name in names] + [
        _("Its payments are not as many as the history says."),
        _("Its refunds are not as many as the history says."),
        _("Its history doesn't say exactly once that it was placed."),
        _("Its handling or place and their times don't agree."),
    ]


UNDOINGS = """
SELECT e.shop_id, o.number, e.id
FROM core_event e
LEFT JOIN core_event d ON d.id = e.undoes_id
LEFT JOIN orders_order o ON o.id = e.subject_id AND e.subject_kind = 'order'
WHERE (e.undoes_id IS NOT NULL OR e.kind = 'order.undone') AND {of_shop}
  AND (d.id IS NULL OR d.id >= e.id OR e.kind <> 'order.undone' OR d.shop_id <> e.shop_id
       OR d.subject_kind <> e.subject_kind OR d.subject_id <> e.subject_id)
UNION ALL
SELECT e.shop_id, o.number, MAX(e.id)
FROM core_event e
LEFT JOIN orders_order o ON o.id = e.subject_id AND e.subject_kind = 'order'
WHERE e.undoes_id IS NOT NULL AND {of_shop}
GROUP BY e.undoes_id, e.shop_id, o.number
HAVING COUNT(*) > 1
"""


def undoings(scope: Scope) -> Iterator[Finding]:
    """Every undo names one earlier event of the same order, and no event is undone twice."""
    for shop, number, event in rows(UNDOINGS.format(of_shop=scope.of_shop("e"))):
        yield Finding(
            scope.slug(shop),
            number or f"#{event}",
            _("Event %(event)s undoes nothing, or something of another order, or twice.")
            % {"event": event},
        )
