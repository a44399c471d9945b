from datetime import datetime

from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.core.ids import token
from comptoir.core.models import Event
from comptoir.orders.actions.begin_refund import begin_refund
from comptoir.payments import queue


def request_refund(
    *,
    shop_id: int,
    order_id: int,
    payment_id: int,
    amount: int,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Event:
    """The refund stands on the order, pending, and the worker will ask the provider for it.

    amount: minor units. Can't be undone: the provider may have done it already. Raises
    AboveReceived, NotFound, OrderMoved.
    """
    with write():
        event = begin_refund(
            shop_id=shop_id,
            order_id=order_id,
            payment_id=payment_id,
            amount=amount,
            key=token(),
            version=version,
            actor=actor,
            now=now,
        )
        queue.refund(shop_id, int(event.after["payment_id"]), now=now)
        return event
