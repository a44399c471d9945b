"""What the worker does about orders that nobody pays: remind once, cancel when it is too late."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q

from comptoir.core.actor import system
from comptoir.core.errors import Refused
from comptoir.orders.actions.cancel import cancel
from comptoir.orders.actions.remind import remind
from comptoir.orders.indexes import EXPIRING, REMINDING
from comptoir.orders.models import Order
from comptoir.orders.queries.literals import literal

EVERY = 300
BATCH = 100
# In one round; the rest comes with the next, so that other chores have their turn.
MOST = 1_000
EXPIRED = "expired"
Due = tuple[datetime, int, int, int]


def remind_and_expire(now: datetime) -> None:
    """Unpaid orders whose day has come were reminded of, or cancelled with their stock given back.

    Cancelling comes first: nobody is asked to pay what is cancelled in the same minute.
    """
    for _at, order_id, shop_id, version in _due("expire_at", EXPIRING, now):
        _try(cancel, order_id, shop_id, version, now, reason=EXPIRED)
    for _at, order_id, shop_id, version in _due("remind_at", REMINDING, now):
        _try(remind, order_id, shop_id, version, now)


def _due(column: str, condition: Q, now: datetime) -> Iterator[Due]:
    """The orders whose moment has passed, the oldest first, read along their own index."""
    last: Due | None = None
    for _round in range(MOST // BATCH):
        rows = Order.objects.filter(literal(condition), **{f"{column}__lte": now})
        if last is not None:
            behind = Q(**{f"{column}__gt": last[0]}) | Q(**{column: last[0], "id__gt": last[1]})
            rows = rows.filter(behind, **{f"{column}__gte": last[0]})
        found = rows.order_by(column, "id").values_list(column, "id", "shop_id", "version")
        batch: list[Any] = list(found[:BATCH])
        yield from batch
        if len(batch) < BATCH:
            return
        last = batch[-1]


def _try(
    act: Callable[..., Any], order_id: int, shop_id: int, version: int, now: datetime, **given: str
) -> None:
    """By the version that was read: what was paid or changed meanwhile is looked at anew later."""
    try:
        act(
            shop_id=shop_id,
            order_id=order_id,
            version=version,
            actor=system(shop_id),
            now=now,
            **given,
        )
    except Refused:
        return
