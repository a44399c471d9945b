"""Every change of stock as a row with its reason, so that doctor can add it up."""

from collections.abc import Mapping
from datetime import datetime

from comptoir.catalog.models import StockChange
from comptoir.core.actor import Actor
from comptoir.core.database import in_write
from comptoir.core.prepared import insert


def note(
    *,
    shop_id: int,
    deltas: Mapping[int, int],
    reason: str,
    actor: Actor,
    now: datetime,
    order_id: int | None = None,
) -> None:
    """The changes stand in the ledger: variant id → pieces, negative when taken."""
    if not in_write():
        raise RuntimeError("a change of stock is noted in its own transaction")
    changes = [
        StockChange(
            shop_id=shop_id,
            variant_id=variant_id,
            delta=delta,
            reason=reason,
            order_id=order_id,
            # Who ordered stands in the order, where it can be forgotten.
            actor_name="" if actor.kind == "customer" else actor.name,
            at=now,
        )
        for variant_id, delta in deltas.items()
        if delta
    ]
    insert(changes)
