from datetime import datetime
from typing import Any

from comptoir.core.actor import Actor
from comptoir.core.models import Event
from comptoir.orders.change import changing
from comptoir.orders.errors import NotForgettable
from comptoir.orders.history import events_of
from comptoir.orders.models import Order
from comptoir.orders.states import Place
from comptoir.shops.rights import EDIT

GONE = "–"
TEXTS = ("email", "name", "phone", "company", "vat_number", "customer_note", "comment", "city")
# What events say about people.
PERSONAL = frozenset(TEXTS) | {
    "billing",
    "delivery",
    "by_name",
    "by_email",
    "statement",
    "reason",
    "to",
}


def anonymise(*, shop_id: int, order_id: int, actor: Actor, now: datetime) -> Event:
    """The order, its events and the search name nobody any more; its figures stand.

    Mails are overwritten by whoever reacts to the event. Can't be undone. Raises
    NotForgettable outside trash and archive.
    """
    with changing(shop_id=shop_id, order_id=order_id, right=EDIT, actor=actor, now=now) as change:
        order = change.order
        if order.anonymised_at is not None:
            return change.already("order.anonymised")
        if order.place == Place.ACTIVE:
            raise NotForgettable
        _blank(order)
        for event in events_of(order):
            event.before, event.after = _without(event.before), _without(event.after)
            event.actor_name = GONE if event.actor_kind == "customer" else event.actor_name
            event.save(update_fields=["before", "after", "actor_name"])
        order.save()
        # What was there must not enter the history once more.
        change.forget()
        order.anonymised_at = now
        change.search = True
        return change.record("order.anonymised")


def _blank(order: Order) -> None:
    for name in TEXTS:
        setattr(order, name, GONE if name == "name" else "")
    country = {"country": order.country} if order.country else {}
    order.delivery = dict(country)
    order.billing = {}


def _without(values: dict[str, Any]) -> dict[str, Any]:
    return {name: GONE if name in PERSONAL else value for name, value in values.items()}
