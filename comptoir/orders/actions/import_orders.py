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
    the same content is left alone; with other content it is refused (code
    "number_taken"), and the order that is there stays as it is.
    """
    actor.require(EDIT, shop_id)
    with write():
        shop = Shop.objects.get(id=shop_id)
        there = _present(shop_id, orders)
        results = {order.number: _judge(order, there, shop) for order in orders}
        fresh = [order for order in orders if results[order.number].outcome == "taken"]
        unique = list({order.number: order for order in fresh}.values())
        write_snapshots(shop, unique)
    return [results[order.number] for order in orders]


def _present(shop_id: int, orders: Sequence[OrderSnapshot]) -> dict[str, OrderSnapshot]:
    rows = Order.objects.filter(shop_id=shop_id, number__in=[order.number for order in orders])
    ids = list(rows.values_list("id", flat=True))
    return {order.number: order for order in snapshots(shop_id, ids)} if ids else {}


def _judge(order: OrderSnapshot, there: dict[str, OrderSnapshot], shop: Shop) -> Imported:
    if order.currency != shop.currency:
        return Imported(order.number, "refused", "currency")
    standing = there.get(order.number)
    if standing is None:
        return Imported(order.number, "taken")
    if standing == order:
        return Imported(order.number, "same")
    return Imported(order.number, "refused", "number_taken")
