from dataclasses import asdict
from datetime import datetime

from comptoir.core.actor import Actor
from comptoir.core.models import Event
from comptoir.orders.change import changing
from comptoir.orders.checks import check_contact
from comptoir.orders.frozen import Contact
from comptoir.shops.rights import EDIT


def correct_contact(
    *,
    shop_id: int,
    order_id: int,
    contact: Contact,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Event:
    """The order has the corrected contact; the history keeps the old one. Raises Invalid."""
    check_contact(contact)
    with changing(
        shop_id=shop_id, order_id=order_id, right=EDIT, actor=actor, now=now, version=version
    ) as change:
        change.fresh()
        for name, value in asdict(contact).items():
            setattr(change.order, name, value)
        return change.record("order.contact_corrected")
