"""Bank lines and the payments booked from them say the same."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from comptoir.operations.doctor.checks.sums import money
from comptoir.operations.doctor.finding import Finding, Scope
from comptoir.operations.snapshot import rows

STANDING = """
SELECT l.shop_id, l.id, l.booked_on, l.amount, l.currency, l.state,
       CAST(COALESCE(SUM(b.amount), 0) AS BIGINT)
FROM payments_bankline l
LEFT JOIN payments_linebooking b ON b.line_id = l.id AND b.undone_at IS NULL
WHERE {of_shop}
GROUP BY l.id
HAVING (l.state = 'booked') <> (COUNT(b.id) > 0) OR COALESCE(SUM(b.amount), 0) > ABS(l.amount)
"""
DIFFERENT = """
SELECT b.shop_id, o.number, b.line_id
FROM payments_linebooking b
JOIN payments_bankline l ON l.id = b.line_id
JOIN orders_payment p ON p.id = b.payment_id
JOIN orders_order o ON o.id = b.order_id
WHERE {of_shop} AND (p.amount <> b.amount OR p.order_id <> b.order_id
    OR p.kind <> CASE WHEN l.amount > 0 THEN 'payment' ELSE 'refund' END)
"""


def lines(scope: Scope) -> Iterator[Finding]:
    """A booked line has its payments, any other has none, and none brings more than it was."""
    for shop, line, day, amount, currency, _state, booked in rows(
        STANDING.format(of_shop=scope.of_shop("l"))
    ):
        yield Finding(
            scope.slug(shop),
            _("bank line %(line)s of %(day)s") % {"line": line, "day": day},
            _("%(booked)s stands booked of its %(amount)s, which its state does not say.")
            % {"booked": money(booked, currency), "amount": money(abs(amount), currency)},
        )
    for shop, number, line in rows(DIFFERENT.format(of_shop=scope.of_shop("b"))):
        yield Finding(
            scope.slug(shop),
            number,
            _("The payment from bank line %(line)s is not the one that was booked.")
            % {"line": line},
        )
