"""The money of orders is what their payments say."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from comptoir.operations.doctor.checks.sums import money
from comptoir.operations.doctor.finding import Finding, Scope
from comptoir.operations.snapshot import rows
from comptoir.orders.rules import PAYMENT_TABLE, payment_state
from comptoir.orders.states import PaymentState

SUM = "COALESCE(SUM(CASE WHEN p.kind = '{kind}' THEN p.amount END), 0)"
IN, OUT = SUM.format(kind="payment"), SUM.format(kind="refund")
SUMS = f"""
SELECT o.shop_id, o.number, o.currency, o.received, o.refunded,
       CAST({IN} AS BIGINT), CAST({OUT} AS BIGINT)
FROM orders_order o LEFT JOIN orders_payment p ON p.order_id = o.id AND p.voided_at IS NULL
WHERE {{of_shop}}
GROUP BY o.id
HAVING o.received <> {IN} OR o.refunded <> {OUT}
"""  # noqa: S608  # written here, whole


def table_as_sql() -> str:
    """`orders.rules.payment_state` as an expression of SQL; NULL where the table has no row."""
    kept, signs = "o.received - o.refunded", {-1: "<", 0: "=", 1: ">"}
    cases = "".join(
        f" WHEN o.refunded {'>' if out else '='} 0 AND o.received {'>' if come else '='} 0"
        f" AND {kept} {signs[against]} o.total THEN '{state.value}'"
        for (out, come, against), state in PAYMENT_TABLE.items()
    )
    refunded = PaymentState.REFUNDED.value
    return f"CASE WHEN o.refunded > 0 AND {kept} = 0 THEN '{refunded}'{cases} END"


def sums(scope: Scope) -> Iterator[Finding]:
    """What was received and refunded is the sum of the payments that were not voided."""
    for shop, number, currency, received, refunded, came, went in rows(
        SUMS.format(of_shop=scope.of_shop("o"))
    ):
        yield Finding(
            scope.slug(shop),
            number,
            _(
                "The order says %(received)s received and %(refunded)s refunded; "
                "its payments add up to %(came)s and %(went)s."
            )
            % {
                "received": money(received, currency),
                "refunded": money(refunded, currency),
                "came": money(came, currency),
                "went": money(went, currency),
            },
        )


def states(scope: Scope) -> Iterator[Finding]:
    """The payment state is the one that follows from total, received and refunded."""
    statement = (
        "SELECT o.shop_id, o.number, o.payment_state, o.total, o.received, o.refunded "  # noqa: S608  # from our own table
        f"FROM orders_order o WHERE {scope.of_shop('o')} "
        f"AND COALESCE({table_as_sql()}, '') <> o.payment_state"
    )
    for shop, number, state, total, received, refunded in rows(statement):
        try:
            right = str(payment_state(total, received, refunded).label)
        except KeyError:
            right = _("none: more was refunded than received")
        yield Finding(
            scope.slug(shop),
            number,
            _("Its payment state is %(state)s and must be %(right)s.")
            % {"state": dict(PaymentState.choices).get(state, state), "right": right},
        )
