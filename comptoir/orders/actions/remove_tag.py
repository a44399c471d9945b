from datetime import datetime

from comptoir.core.actor import Actor
from comptoir.core.errors import NotFound
from comptoir.core.models import Event
from comptoir.orders.change import changing
from comptoir.orders.models import OrderTag
from comptoir.shops.rights import EDIT


def remove_tag(*, shop_id: int, order_id: int, name: str, actor: Actor, now: datetime) -> Event:
    """The order no longer carries the tag. Raises NotFound if it never did."""
    with changing(shop_id=shop_id, order_id=order_id, right=EDIT, actor=actor, now=now) as change:
        gone, _ = OrderTag.objects.filter(
            shop_id=shop_id, order=change.order, tag__name=name
        ).delete()
        if not gone:
            raise NotFound
        return change.record("order.untagged", after={"tag": name})
