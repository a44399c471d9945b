"""Search knows every order, by what it says now."""

from collections.abc import Iterator

from django.db import connection
from django.utils.translation import gettext as _

from comptoir.core.texts import folded
from comptoir.operations.doctor.finding import Finding, Scope
from comptoir.operations.snapshot import rows

TEXTS = """
SELECT o.shop_id, o.number, s.shop_id, s.text, o.number, o.email, o.name, o.phone, o.company,
       o.comment
FROM orders_order o LEFT JOIN orders_ordersearch s ON s.order_id = o.id
WHERE {of_shop}
"""
SAMPLE = 500


def texts(scope: Scope) -> Iterator[Finding]:
    """Each order has its row in the search, and the row has the order's words."""
    for shop, number, row_shop, text, *parts in rows(TEXTS.format(of_shop=scope.of_shop("o"))):
        if row_shop != shop:
            yield Finding(scope.slug(shop), number, _("The search doesn't know it."))
        elif any(folded(part) not in text for part in parts if part):
            yield Finding(
                scope.slug(shop), number, _("The search finds it by old words, not by its own.")
            )


def full_text(scope: Scope) -> Iterator[Finding]:
    """The full-text index finds a sample of orders, the newest and some spread over all."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(MAX(id), 0) FROM orders_order")
        step = max(1, cursor.fetchone()[0] // SAMPLE)
        cursor.execute(
            "SELECT s.key, o.shop_id, o.number FROM orders_order o "  # noqa: S608  # numbers of ours
            "JOIN orders_ordersearch s ON s.order_id = o.id "
            f"WHERE {scope.of_shop('o')} AND LENGTH(o.number) > 2 "
            f"AND (o.id % {step} = 0 OR o.id > (SELECT MAX(id) FROM orders_order) - {SAMPLE})"
        )
        for key, shop, number in cursor.fetchall():
            quoted = '"' + folded(number).replace('"', '""') + '"'
            cursor.execute(
                "SELECT 1 FROM orders_search_fts WHERE rowid = %s AND text MATCH %s", [key, quoted]
            )
            if cursor.fetchone() is None:
                yield Finding(
                    scope.slug(shop), number, _("The full-text index doesn't have its number.")
                )
