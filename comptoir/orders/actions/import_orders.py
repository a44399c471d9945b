from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.orders.importing import write_snapshots
from comptoir.orders.models import Order
from comptoir.orders.queries.snapshots import snapshots
from comptoir.orders.snapshot import OrderSnapshot
from comptoir.shops.models import Shop
from comptoir.shops.rights import EDIT


@dataclass(frozen=True)
class Imported:
    """What became of one order of a file: "taken", "same" (was there already), or "refused"."""

    number: str
    outcome: str
    reason: str = ""


def import_orders(
    *, shop_id: int, orders: Sequence[OrderSnapshot], actor: Actor, now: datetime
) -> list[Imported]:
    """The orders stand in the shop as the file has them; a result for each, in one transaction.

    They get new tokens, hold no stock and cause no mail. A number that is there with
    the same content is left alone; with other content it is refused, and the order that
    is there stays as it is. Reasons: "currency", "number_taken", "twice" (within these
    orders), "reference_taken".
    """
    actor.require(EDIT, shop_id)
    with write():
        shop = Shop.objects.get(id=shop_id)
        there = _present(shop_id, orders)
        references = _references(shop_id, orders)
        results: list[Imported] = []
        fresh: dict[str, OrderSnapshot] = {}
        for order in orders:
            result = _judge(order, there, fresh, references, shop)
            if result.outcome == "taken":
                fresh[order.number] = order
                references.add(order.reference)
            results.append(result)
        write_snapshots(shop, list(fresh.values()))
    return results


def _present(shop_id: int, orders: Sequence[OrderSnapshot]) -> dict[str, OrderSnapshot]:
    rows = Order.objects.filter(shop_id=shop_id, number__in=[order.number for order in orders])
    ids = list(rows.values_list("id", flat=True))
    return {order.number: order for order in snapshots(shop_id, ids)} if ids else {}


def _references(shop_id: int, orders: Sequence[OrderSnapshot]) -> set[str]:
    wanted = [order.reference for order in orders]
    rows = Order.objects.filter(shop_id=shop_id, reference__in=wanted)
    return set(rows.values_list("reference", flat=True))


def _judge(
    order: OrderSnapshot,
    there: dict[str, OrderSnapshot],
    fresh: dict[str, OrderSnapshot],
    references: set[str],
    shop: Shop,
) -> Imported:
    standing = there.get(order.number) or fresh.get(order.number)
    if order.currency != shop.currency:
        return Imported(order.number, "refused", "currency")
    if standing is not None and standing == order:
        return Imported(order.number, "same")
    if standing is not None:
        taken = "number_taken" if order.number in there else "twice"
        return Imported(order.number, "refused", taken)
    if order.reference in references:
        return Imported(order.number, "refused", "reference_taken")
    return Imported(order.number, "taken")
