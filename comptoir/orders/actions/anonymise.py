from datetime import datetime
from typing import Any

from comptoir.core.actor import Actor
from comptoir.core.models import Event, Outbox
from comptoir.orders.change import changing
from comptoir.orders.errors import NotForgettable
from comptoir.orders.history import events_of
from comptoir.orders.models import Order, OrderTag, Parcel, Payment, Tag
from comptoir.orders.states import Place
from comptoir.shops.rights import EDIT

GONE = "–"
TEXTS = ("email", "name", "phone", "company", "vat_number", "customer_note", "comment", "city")
# What events say about people. A number of a parcel leads to its recipient at the carrier;
# a payment's reference and a tag hold whatever somebody typed.
PERSONAL = frozenset(TEXTS) | {
    "billing",
    "delivery",
    "by_name",
    "by_email",
    "statement",
    "reason",
    "to",
    "reference",
    "tracking_number",
    "tracking_url",
    "tag",
}


def anonymise(*, shop_id: int, order_id: int, actor: Actor, now: datetime) -> Event:
    """The order, what belongs to it and the search name nobody any more; its figures stand.

    Kept are lines, amounts, dates, country, the order's own number and reference, and what
    a payment provider calls a payment, by which a repeated notice is known. Mails are
    overwritten by whoever reacts to the event. Can't be undone. Raises NotForgettable
    outside trash and archive.
    """
    with changing(shop_id=shop_id, order_id=order_id, right=EDIT, actor=actor, now=now) as change:
        order = change.order
        if order.anonymised_at is not None:
            return change.already("order.anonymised")
        if order.place == Place.ACTIVE:
            raise NotForgettable
        _blank(order)
        _blank_beside(order)
        _blank_history(order)
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


def _blank_beside(order: Order) -> None:
    """Money, parcels and tags say nothing of a person; a tag that no order has now is gone."""
    Payment.objects.filter(order=order, provider="").update(reference="")
    Parcel.objects.filter(order=order).update(tracking_number="", tracking_url="")
    # Those it carries, and those that were taken off it and stayed behind.
    names = set(OrderTag.objects.filter(order=order).values_list("tag__name", flat=True))
    names |= {str(event.after["tag"]) for event in events_of(order) if "tag" in event.after}
    OrderTag.objects.filter(order=order).delete()
    Tag.objects.filter(shop_id=order.shop_id, name__in=names, order_tags=None).delete()


def _blank_history(order: Order) -> None:
    for event in events_of(order):
        event.before, event.after = _without(event.before), _without(event.after)
        event.actor_name = GONE if event.actor_kind == "customer" else event.actor_name
        event.save(update_fields=["before", "after", "actor_name"])
    # A failed reaction may have said in its reason what it could not write.
    Outbox.objects.filter(event__in=events_of(order)).update(last_error="")


def _without(values: dict[str, Any]) -> dict[str, Any]:
    return {name: GONE if name in PERSONAL else value for name, value in values.items()}
