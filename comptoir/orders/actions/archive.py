from datetime import datetime

from comptoir.core.actor import Actor
from comptoir.core.models import Event
from comptoir.orders.change import changing
from comptoir.orders.errors import NotArchivable
from comptoir.orders.states import Place
from comptoir.shops.rights import EDIT


def archive(
    *, shop_id: int, order_id: int, version: int | None = None, actor: Actor, now: datetime
) -> Event:
    """The completed or cancelled order stands unchanged under archived. Raises NotArchivable."""
    with changing(
        shop_id=shop_id, order_id=order_id, right=EDIT, actor=actor, now=now, version=version
    ) as change:
        order = change.order
        if order.place == Place.ARCHIVED:
            return change.already("order.archived")
        change.outside_trash()
        change.fresh()
        if order.completed_at is None and not order.cancelled:
            raise NotArchivable
        order.place = Place.ARCHIVED
        order.archived_at = now
        return change.record("order.archived")
