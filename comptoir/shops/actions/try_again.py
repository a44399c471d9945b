from datetime import datetime

from comptoir.core import events, queue
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.core.errors import NotFound
from comptoir.core.models import Event
from comptoir.shops.rights import SETUP


def try_again(*, shop_id: int, entry: str | None = None, actor: Actor, now: datetime) -> Event:
    """What the worker owes the shop under that name, or all that it gave up, is due at once.

    The event says how many entries that were. Raises NotFound if it was none: done
    meanwhile, being done, or another shop's.
    """
    actor.require(SETUP, shop_id)
    with write():
        count = queue.try_again(shop_id=shop_id, entry=entry, now=now)
        if not count:
            raise NotFound
        return events.record(
            shop_id=shop_id,
            subject=("shop", shop_id),
            kind="shop.queue_tried_again",
            actor=actor,
            at=now,
            after={"entries": count, "entry": entry or ""},
        )
