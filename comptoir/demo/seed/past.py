"""Lives through the demo shop's past: every order and step at its own time, mails included."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from comptoir.baskets.actions.add_to_basket import add_to_basket
from comptoir.core import worker
from comptoir.core.actor import customer
from comptoir.demo.seed.orders import SAMPLES, Sample
from comptoir.demo.seed.people import address_of, contact_of, language_of
from comptoir.demo.seed.shop import Founded
from comptoir.methods.models import DeliveryMethod
from comptoir.orders.actions.add_tag import add_tag
from comptoir.orders.actions.archive import archive
from comptoir.orders.actions.cancel import cancel
from comptoir.orders.actions.complete import complete
from comptoir.orders.actions.mark_paid import mark_paid
from comptoir.orders.actions.mark_ready import mark_ready
from comptoir.orders.actions.place import place
from comptoir.orders.actions.refund import refund
from comptoir.orders.actions.set_comment import set_comment
from comptoir.orders.actions.withdraw import withdraw
from comptoir.orders.frozen import PlaceDetails
from comptoir.orders.models import Order
from comptoir.orders.queries.draft import draft

ACTIONS: dict[str, Callable[..., Any]] = {
    "paid": mark_paid,
    "ready": mark_ready,
    "complete": complete,
    "archive": archive,
    "cancel": cancel,
    "refund": refund,
    "comment": set_comment,
    "tag": add_tag,
}
# Undo is over and the mail may leave.
GRACE = timedelta(minutes=1)


class Past:
    """Runs through the samples in the order of time; steps still to come are left out."""

    def __init__(self, founded: Founded, variants: dict[str, int], now: datetime) -> None:
        self._founded, self._variants, self._now = founded, variants, now
        self._orders: dict[int, int] = {}

    def live(self) -> None:
        for at, number, verb, values in sorted(self._moments(), key=lambda moment: moment[0]):
            if at > self._now - GRACE:
                continue
            if verb == "place":
                self._orders[number] = self._place(SAMPLES[number], at).id
            elif number in self._orders:
                self._step(number, verb, values, at)
            worker.once(at + GRACE)

    def _moments(self) -> list[tuple[datetime, int, str, dict[str, Any]]]:
        found: list[tuple[datetime, int, str, dict[str, Any]]] = []
        for number, sample in enumerate(SAMPLES):
            placed = self._moment(sample)
            found.append((placed, number, "place", {}))
            for hours, verb, values in sample.steps:
                found.append((placed + timedelta(hours=hours), number, verb, values))
        return found

    def _moment(self, sample: Sample) -> datetime:
        """So many days ago, at that hour on the shop's clock."""
        zone = ZoneInfo(self._founded.shop.zone)
        midnight = self._now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
        at = midnight - timedelta(days=sample.days) + timedelta(hours=sample.hour)
        return at.astimezone(self._now.tzinfo)

    def _place(self, sample: Sample, at: datetime) -> Order:
        shop, token = self._founded.shop, ""
        for sku, quantity in sample.what:
            added = add_to_basket(
                shop_id=shop.id,
                token=token,
                variant_id=self._variants[sku],
                quantity=quantity,
                now=at,
            )
            token = added.basket.token
        details = self._details(sample)
        planned = draft(
            shop=shop,
            basket=added.basket,
            country=details.country,
            delivery_method_id=details.delivery_method_id,
            payment_method_id=details.payment_method_id,
            language=details.language,
            now=at,
        )
        return place(
            shop_id=shop.id,
            basket_id=added.basket.id,
            details=details,
            seen_total=planned.total,
            actor=customer(shop.id, details.contact.name),
            now=at,
        )

    def _details(self, sample: Sample) -> PlaceDetails:
        delivery = self._founded.delivery[sample.delivery]
        pickup = DeliveryMethod.objects.get(id=delivery).pickup
        return PlaceDetails(
            contact=contact_of(sample.who),
            delivery=None if pickup else address_of(sample.who),
            billing=address_of(sample.who) if pickup else None,
            delivery_method_id=delivery,
            payment_method_id=self._founded.payment[sample.payment],
            note=sample.note,
            language=language_of(sample.who),
            terms_accepted=True,
        )

    def _step(self, number: int, verb: str, values: dict[str, Any], at: datetime) -> None:
        order: dict[str, Any] = {
            "shop_id": self._founded.shop.id,
            "order_id": self._orders[number],
            "now": at,
        }
        if verb == "withdraw":
            contact = contact_of(SAMPLES[number].who)
            actor = customer(self._founded.shop.id, contact.name)
            withdraw(**order, name=contact.name, email=contact.email, actor=actor, **values)
        else:
            ACTIONS[verb](**order, actor=self._founded.merchant, **values)
