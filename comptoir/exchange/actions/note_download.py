from datetime import datetime

from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.core.models import Event
from comptoir.shops.rights import EXPORT


def note_download(
    *, shop_id: int, query: str, everything: bool, orders: int, actor: Actor, now: datetime
) -> Event:
    """The shop's history says that these orders left as a file at once."""
    actor.require(EXPORT, shop_id)
    with write():
        return events.record(
            shop_id=shop_id,
            subject=("shop", shop_id),
            kind="shop.orders_exported",
            actor=actor,
            at=now,
            after={"view": "all" if everything else query, "orders": orders},
        )
