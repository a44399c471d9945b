"""Orders add up."""

from collections.abc import Iterator

from django.utils import translation
from django.utils.translation import gettext as _

from comptoir.core.money import format_money
from comptoir.operations.doctor.finding import Finding, Scope
from comptoir.operations.snapshot import rows

LINES = """
SELECT o.shop_id, o.number, o.currency, o.total, CAST(COALESCE(SUM(l.gross), 0) AS BIGINT),
       o.net, CAST(COALESCE(SUM(l.net), 0) AS BIGINT), o.items,
       CAST(COALESCE(SUM(CASE WHEN l.kind = 'goods' THEN l.quantity END), 0) AS BIGINT)
FROM orders_order o LEFT JOIN orders_orderline l ON l.order_id = o.id
WHERE {of_shop}
GROUP BY o.id
HAVING o.total <> COALESCE(SUM(l.gross), 0) OR o.net <> COALESCE(SUM(l.net), 0)
    OR o.tax <> COALESCE(SUM(l.tax), 0)
    OR o.items <> COALESCE(SUM(CASE WHEN l.kind = 'goods' THEN l.quantity END), 0)
"""

PARTS = """
SELECT o.shop_id, o.number, l.position, o.currency, l.net, l.tax, l.gross
FROM orders_orderline l JOIN orders_order o ON o.id = l.order_id
WHERE l.gross <> l.net + l.tax AND {of_shop}
UNION ALL
SELECT o.shop_id, o.number, 0, o.currency, o.net, o.tax, o.total
FROM orders_order o WHERE o.total <> o.net + o.tax AND {of_shop}
"""


def money(amount: int, currency: str) -> str:
    return format_money(int(amount), currency, translation.get_language() or "en")


def totals(scope: Scope) -> Iterator[Finding]:
    """Total, net, tax and pieces of the order are the sums of its lines."""
    for shop, number, currency, total, gross, net, nets, items, pieces in rows(
        LINES.format(of_shop=scope.of_shop("o"))
    ):
        if total != gross:
            what, said, found = _("total"), money(total, currency), money(gross, currency)
        elif items != pieces:
            what, said, found = _("pieces"), str(items), str(pieces)
        else:
            what, said, found = _("net"), money(net, currency), money(nets, currency)
        yield Finding(
            scope.slug(shop),
            number,
            _("The order says %(what)s %(said)s; its lines add up to %(found)s.")
            % {"what": what, "said": said, "found": found},
        )


def parts(scope: Scope) -> Iterator[Finding]:
    """Net and tax make the gross, in every line and every order."""
    for shop, number, line, currency, net, tax, gross in rows(
        PARTS.format(of_shop=scope.of_shop("o"))
    ):
        where = _("%(number)s, line %(line)s") % {"number": number, "line": line}
        yield Finding(
            scope.slug(shop),
            where if line else number,
            _("Net %(net)s and tax %(tax)s don't make %(gross)s.")
            % {
                "net": money(net, currency),
                "tax": money(tax, currency),
                "gross": money(gross, currency),
            },
        )
