from collections.abc import Sequence
from datetime import datetime

from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.core.ordering import put_in_order
from comptoir.methods.models import DeliveryMethod
from comptoir.shops.rights import SETUP


def reorder_delivery_methods(
    *, shop_id: int, ids: Sequence[int], actor: Actor, now: datetime
) -> None:
    """The shop's delivery methods stand in that order. Raises Conflict unless all of them, and no others, are named."""
    actor.require(SETUP, shop_id)
    with write():
        before = put_in_order(
            DeliveryMethod.objects.filter(shop_id=shop_id, deleted_at__isnull=True), ids
        )
        events.record(
            shop_id=shop_id,
            subject=("shop", shop_id),
            kind="delivery_methods.reordered",
            actor=actor,
            at=now,
            before={"ids": before},
            after={"ids": list(ids)},
        )
