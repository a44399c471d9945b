"""The mails of orders, as they stand once they were sent.

Their bodies are real mails of the product, rendered for the first orders; the others share
them, since a body of its own for each of three million mails would take longer than all the rest.
"""

import base64
import random
from collections import defaultdict
from typing import TYPE_CHECKING

from comptoir.core.models import Event
from comptoir.mailing import bodies
from comptoir.mailing.kinds import rendered
from comptoir.mailing.models import Message, MessageBody

if TYPE_CHECKING:
    from bench.load.life import Life
    from bench.load.orders import Orders

WHAT = {
    "confirmation": {"fr": "votre commande", "en": "your order"},
    "notice": {"fr": "nouvelle commande", "en": "new order"},
    "dispatch": {"fr": "votre colis est en route", "en": "your parcel is on its way"},
}
EVENTS = {"confirmation": "order.placed", "notice": "order.placed", "dispatch": "order.completed"}
SHOP_LANGUAGE = "fr"
SECONDS = 0.4
Body = tuple[bytes, bytes]


class Mails:
    """Messages of every order; those of the first wait for their bodies."""

    def __init__(self) -> None:
        self.bodies: dict[tuple[str, str], list[Body]] = {}
        self.waiting: list[tuple[int, str, str, int]] = []

    def token(self, rng: random.Random) -> str:
        return base64.urlsafe_b64encode(rng.randbytes(16))[:22].decode()

    def placed(self, life: "Life", event: int, orders: "Orders") -> None:
        self._message(life, event, "confirmation", life.placed, orders)
        self._message(life, event, "notice", life.placed, orders)

    def completed(self, life: "Life", event: int, at: str, orders: "Orders") -> None:
        self._message(life, event, "dispatch", at, orders)

    def _message(self, life: "Life", event: int, kind: str, at: str, orders: "Orders") -> None:
        place, message = life.place, orders.ids.of(Message)
        language = SHOP_LANGUAGE if kind == "notice" else life.language
        recipient = place.merchant if kind == "notice" else life.person.email
        subject = f"{place.name[language]} : {WHAT[kind][language]} ({life.number})"
        token = self.token(orders.rng)
        domain = place.sender.rpartition("@")[2]
        orders.rows[Message].append(
            (
                *(message, place.id, life.id, event, kind, recipient, place.sender),
                *(place.name[language], place.reply_to, subject, language),
                *(f"<{token}@{domain}>", "", "sent", "", "250 2.0.0 taken", 1, None, at, at, ""),
            )
        )
        if not self.bodies:
            self.waiting.append((message, kind, language, life.id))
            return
        pool = self.bodies[kind, language]
        orders.rows[MessageBody].append((message, *pool[message % len(pool)]))

    def render(self) -> list[tuple[int, bytes, bytes]]:
        """The bodies of the first orders' mails, and from now on the pool for all others."""
        found: defaultdict[tuple[str, str], list[Body]] = defaultdict(list)
        rows = []
        for message, kind, language, order in self.waiting:
            body = _body(kind, order)
            rows.append((message, *body))
            found[kind, language].append(body)
        self.waiting.clear()
        self.bodies = dict(found)
        return rows


def _body(kind: str, order: int) -> Body:
    event = Event.objects.get(subject_kind="order", subject_id=order, kind=EVENTS[kind])
    _known, mail = rendered(shop_id=event.shop_id, order_id=order, kind=kind, event=event)
    body = bodies.packed(Message(id=1), mail)
    return bytes(body.html_packed), bytes(body.text_packed)
