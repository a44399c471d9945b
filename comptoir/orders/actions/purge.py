from datetime import datetime

from comptoir.core.actor import Actor
from comptoir.core.events import record
from comptoir.core.models import Event, Outbox
from comptoir.orders.change import changing
from comptoir.orders.errors import NotInTrash, SawMoney
from comptoir.orders.history import events_of
from comptoir.orders.models import Payment, Tombstone
from comptoir.orders.states import Place
from comptoir.shops.rights import EDIT


def purge(*, shop_id: int, order_id: int, reason: str = "", actor: Actor, now: datetime) -> Event:
    """The order is gone for good; a tombstone keeps number, date, total, who and why.

    Can't be undone. Raises NotInTrash, SawMoney (it can be anonymised instead): a payment
    that was voided came in once, and its entry in the books stays.
    """
    with changing(shop_id=shop_id, order_id=order_id, right=EDIT, actor=actor, now=now) as change:
        order = change.order
        if order.place != Place.TRASH:
            raise NotInTrash
        if Payment.objects.filter(order=order).exists():
            raise SawMoney
        # A number that a file brought back after its purge can be purged again.
        Tombstone.objects.update_or_create(
            shop_id=shop_id,
            number=order.number,
            defaults={
                "placed_at": order.placed_at,
                "total": order.total,
                "currency": order.currency,
                "purged_at": now,
                "purged_by": actor.name or actor.kind,
                "reason": reason,
            },
        )
        purged = {"order_id": order.id, "number": order.number, "reason": reason}
        Outbox.objects.filter(event__in=events_of(order)).delete()
        # Undoing events point at the undone ones: the newest go first.
        for event in events_of(order):
            event.delete()
        order.delete()
        return record(
            shop_id=shop_id,
            subject=("shop", shop_id),
            kind="order.purged",
            actor=actor,
            at=now,
            after=purged,
        )
