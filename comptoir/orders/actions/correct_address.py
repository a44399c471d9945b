from datetime import datetime
from typing import Literal

from django.utils.translation import gettext_lazy as _

from comptoir.core.actor import Actor
from comptoir.core.errors import Invalid
from comptoir.core.models import Event
from comptoir.orders.change import changing
from comptoir.orders.checks import check_address
from comptoir.orders.frozen import Address
from comptoir.shops.rights import EDIT


def correct_address(
    *,
    shop_id: int,
    order_id: int,
    which: Literal["delivery", "billing"],
    address: Address | None,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Event:
    """The order has the corrected address; the history keeps the old one.

    A billing address of None means the same as the delivery's. Raises Invalid.
    """
    if address is not None:
        check_address(address)
    elif which == "delivery":
        raise Invalid("delivery", _("An address for the delivery is needed."), "required")
    with changing(
        shop_id=shop_id, order_id=order_id, right=EDIT, actor=actor, now=now, version=version
    ) as change:
        change.fresh()
        order = change.order
        setattr(order, which, dict(address or {}))
        if which == "delivery" and address is not None:
            order.city, order.country = address["city"], address["country"]
        return change.record("order.address_corrected", after={"which": which})
