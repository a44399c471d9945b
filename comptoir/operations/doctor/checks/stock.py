"""Stock is what its ledger says, and the ledger knows what orders hold."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from comptoir.catalog.models import Variant
from comptoir.core.models import Event
from comptoir.operations.doctor.finding import Finding, Scope
from comptoir.operations.snapshot import rows

LEDGER = """
SELECT v.shop_id, v.id, v.sku, COALESCE(v.stock, 0), CAST(COALESCE(SUM(c.delta), 0) AS BIGINT)
FROM catalog_variant v LEFT JOIN catalog_stockchange c ON c.variant_id = v.id
WHERE {of_shop}
GROUP BY v.id
HAVING COALESCE(v.stock, 0) <> COALESCE(SUM(c.delta), 0)
"""

HELD = """
SELECT o.shop_id, o.number, v.id, v.sku, CAST(h.held AS BIGINT), CAST(h.taken AS BIGINT)
FROM (
    SELECT x.order_id, x.variant_id, SUM(x.held) AS held, SUM(x.taken) AS taken
    FROM (
        SELECT l.order_id, l.variant_id, l.stock_held AS held, 0 AS taken
        FROM orders_orderline l
        WHERE l.variant_id IS NOT NULL AND l.stock_held > 0 AND {of_lines}
        UNION ALL
        SELECT c.order_id, c.variant_id, 0, -c.delta
        FROM catalog_stockchange c WHERE c.order_id IS NOT NULL AND {of_changes}
    ) x
    GROUP BY x.order_id, x.variant_id
    HAVING SUM(x.held) <> SUM(x.taken)
) h
JOIN orders_order o ON o.id = h.order_id
JOIN catalog_variant v ON v.id = h.variant_id
"""


def ledger(scope: Scope) -> Iterator[Finding]:
    """The changes of a variant's stock add up to its stock."""
    for shop, variant, sku, stock, changes in rows(LEDGER.format(of_shop=scope.of_shop("v"))):
        yield Finding(
            scope.slug(shop),
            sku or f"#{variant}",
            _("The stock is %(stock)s; its changes add up to %(changes)s.")
            % {"stock": stock, "changes": changes},
        )


def held(scope: Scope) -> Iterator[Finding]:
    """What the lines of an order hold is what the ledger took for it."""
    known: dict[int, bool] = {}
    statement = HELD.format(of_lines=scope.of_shop("l"), of_changes=scope.of_shop("c"))
    for shop, number, variant, sku, holds, taken in rows(statement):
        # While a variant is not counted, what comes back from an order goes into no ledger.
        if taken > holds:
            if variant not in known:
                known[variant] = _once_not_counted(variant)
            if known[variant]:
                continue
        yield Finding(
            scope.slug(shop),
            number,
            _("Its lines hold %(held)s of %(sku)s; the ledger took %(taken)s for it.")
            % {"held": holds, "sku": sku or f"#{variant}", "taken": taken},
        )


def _once_not_counted(variant_id: int) -> bool:
    """Whether the variant's stock was ever switched off, as far as the history tells."""
    shop_id, product_id, stock = Variant.objects.values_list("shop_id", "product_id", "stock").get(
        id=variant_id
    )
    if stock is None:
        return True
    events = Event.objects.filter(
        shop_id=shop_id, subject_kind="product", subject_id=product_id
    ).values_list("before", "after")
    return any(_not_counted(said, variant_id) for both in events.iterator() for said in both)


def _not_counted(said: dict[str, Any], variant_id: int) -> bool:
    if said.get("variant_id") == variant_id and said.get("stock", 0) is None:
        return True
    return any(
        row.get("id") == variant_id and row.get("stock", 0) is None
        for row in said.get("variants", ())
    )
