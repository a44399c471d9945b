from datetime import datetime

from django.utils.translation import gettext_lazy as _

from comptoir.core.actor import Actor
from comptoir.core.errors import Invalid
from comptoir.core.models import Event
from comptoir.core.texts import has_controls
from comptoir.orders.change import changing
from comptoir.orders.models import OrderTag, Tag
from comptoir.shops.rights import EDIT

LONGEST = 40


def add_tag(*, shop_id: int, order_id: int, name: str, actor: Actor, now: datetime) -> Event:
    """The order carries the tag, which is new to the shop if need be. Raises Invalid."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST or has_controls(name) or "," in name:
        raise Invalid("name", _("A tag has 1 to 40 characters and no comma."), "tag")
    with changing(shop_id=shop_id, order_id=order_id, right=EDIT, actor=actor, now=now) as change:
        tag, _new = Tag.objects.get_or_create(shop_id=shop_id, name=name)
        _row, added = OrderTag.objects.get_or_create(shop_id=shop_id, order=change.order, tag=tag)
        if not added:
            return change.already("order.tagged")
        return change.record("order.tagged", after={"tag": name})
