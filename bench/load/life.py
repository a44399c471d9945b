"""What became of an order: paid, sent, archived and the rest, each step as its action writes it."""

import json
import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bench.load.people import Person
from bench.load.shops import Article, Delivery, Pay, Place
from bench.load.tables import Row
from bench.load.times import DAY, HOUR, in_json, stamp
from comptoir.core.models import Event
from comptoir.core.texts import folded
from comptoir.methods.carriers import tracking_url
from comptoir.orders.models import OrderLine, OrderTag, Parcel, ParcelLine, Payment

if TYPE_CHECKING:
    from bench.load.orders import Orders

Steps = list[tuple[float, str]]
COMMENTS = (
    "La cliente rappelle pour la couleur.",
    "Emballage cadeau demandé, fait.",
    "Address checked by telephone.",
    "Voir avec l’atelier avant l’envoi.",
    "Regular customer: a free sample goes with it.",
)


def plan(rng: random.Random, placed: float, until: float, delivery: Delivery, pay: Pay) -> Steps:
    """The steps of an order until now, in their order: most are paid, sent, some archived."""
    steps: Steps = []
    fate = rng.random()
    if fate < 0.005:
        steps.append((placed + DAY * rng.uniform(1, 3), "delete"))
    elif fate < 0.025:
        cancelled = placed + DAY * rng.uniform(0.2, 6)
        steps += [(cancelled, "cancel"), (cancelled + 20 * DAY, "archive")]
    elif fate > 0.003 + 0.025:
        first = placed + HOUR * rng.uniform(4, 90)
        then = first + HOUR * rng.uniform(4, 60)
        paid, done = (first, then) if pay.beforehand else (then, first)
        steps += [(paid, "pay"), (done, "complete")]
        if rng.random() < 0.01:
            steps.append((max(paid, done) + DAY * rng.uniform(5, 14), "refund"))
        if rng.random() < 0.35:
            steps.append((max(paid, done) + 15 * DAY, "archive"))
    if rng.random() < 0.03:
        steps.append((placed + HOUR * rng.uniform(0.1, 3), "tag"))
    if rng.random() < 0.05:
        steps.append((placed + HOUR * rng.uniform(0.1, 3), "comment"))
    return sorted(step for step in steps if step[0] < until)


@dataclass
class Life:
    """An order as it stands after each step."""

    id: int
    place: Place
    person: Person
    delivery: Delivery
    pay: Pay
    number: str
    placed: str
    token: str
    reference: str
    note: str = ""
    items: int = 0
    net: int = 0
    tax: int = 0
    received: int = 0
    refunded: int = 0
    payment_state: str = "unpaid"
    handling: str = "open"
    where: str = "active"
    where_before: str = ""
    comment: str = ""
    dispatched: str | None = None
    completed: str | None = None
    cancelled: str | None = None
    archived: str | None = None
    deleted: str | None = None
    changed: str = ""
    version: int = 1
    tracking: str = ""
    lines: list[list[Any]] = field(default_factory=list)
    # [line id, variant id, quantity, held]
    goods: list[list[int]] = field(default_factory=list)
    skus: list[Article] = field(default_factory=list)

    @property
    def language(self) -> str:
        return self.person.language

    @property
    def total(self) -> int:
        return self.net + self.tax

    @property
    def counts(self) -> bool:
        """True for what the figures per month count."""
        return self.where != "trash" and self.cancelled is None

    def live(self, steps: Steps, orders: "Orders") -> None:
        """Everything that happened has its rows."""
        after = {"number": self.number, "total": self.total, "mail": True}
        event = self._event(orders, "order.placed", self.placed, {}, after, by_customer=True)
        orders.mails.placed(self, event, orders)
        self.changed = self.placed
        for at, step in steps:
            moment = stamp(at)
            _STEPS[step](self, orders, moment)
            self.version += 1
            self.changed = moment
        orders.rows[OrderLine] += [tuple(line) for line in self.lines]

    def _event(
        self,
        orders: "Orders",
        kind: str,
        at: str,
        before: dict[str, Any],
        after: dict[str, Any],
        *,
        by_customer: bool = False,
    ) -> int:
        event_id, place = orders.ids.of(Event), self.place
        who: Row = ("member", place.merchant_id, place.merchant_name)
        if by_customer:
            who = ("customer", None, self.person.name)
        texts = (json.dumps(before), json.dumps(after))
        orders.rows[Event].append(
            (event_id, place.id, "order", self.id, kind, *who, at, *texts, None)
        )
        return event_id

    def _pay(self, orders: "Orders", at: str) -> None:
        self._money(orders, at, "payment", self.total)

    def _refund(self, orders: "Orders", at: str) -> None:
        self._money(orders, at, "refund", self.total)

    def _money(self, orders: "Orders", at: str, kind: str, amount: int) -> None:
        payment = orders.ids.of(Payment)
        day = at[:10]
        orders.rows[Payment].append(
            (payment, self.place.id, self.id, kind, amount, day, "", "", "", None, at, False, None)
        )
        told = {
            "payment_id": payment,
            "amount": amount,
            "received_on": day,
            "method": "",
            "reference": "",
        }
        if kind == "payment":
            before = {"received": 0, "payment_state": "unpaid"}
            self.received, self.payment_state = amount, "paid"
            after = {"received": amount, "payment_state": "paid", **told, "mail": False}
            self._event(orders, "order.paid", at, before, after)
            return
        before = {"refunded": 0, "payment_state": "paid"}
        self.refunded, self.payment_state = amount, "refunded"
        after = {"refunded": amount, "payment_state": "refunded", **told}
        self._event(orders, "order.refunded", at, before, after)

    def _complete(self, orders: "Orders", at: str) -> None:
        before: dict[str, Any] = {"handling": "open", "completed_at": None}
        after: dict[str, Any] = {"handling": "completed", "completed_at": in_json(at)}
        self.handling, self.completed = "completed", at
        if not self.delivery.pickup:
            before["dispatched_at"], after["dispatched_at"] = None, in_json(at)
            self.dispatched = at
            after |= self._parcel(orders, at)
        event = self._event(orders, "order.completed", at, before, {**after, "mail": True})
        orders.mails.completed(self, event, at, orders)

    def _parcel(self, orders: "Orders", at: str) -> dict[str, Any]:
        way = self.delivery
        self.tracking = f"JJD{orders.rng.randrange(10**18):018}"
        url = tracking_url(way.tracking, self.tracking)
        parcel = orders.ids.of(Parcel)
        carrier = (way.carrier, way.carrier_name)
        orders.rows[Parcel].append(
            (parcel, self.place.id, self.id, 1, self.tracking, *carrier, url, at, None)
        )
        orders.rows[ParcelLine] += [
            (orders.ids.of(ParcelLine), self.place.id, parcel, line, quantity)
            for line, _variant, quantity, _held in self.goods
        ]
        return {
            "parcel_id": parcel,
            "tracking_number": self.tracking,
            "carrier": way.carrier,
            "carrier_name": way.carrier_name,
            "tracking_url": url,
        }

    def _archive(self, orders: "Orders", at: str) -> None:
        before = {"place": "active", "archived_at": None}
        self.where, self.archived = "archived", at
        after = {"place": "archived", "archived_at": in_json(at)}
        self._event(orders, "order.archived", at, before, after)

    def _cancel(self, orders: "Orders", at: str) -> None:
        given = self._put_back(orders, "cancel", at)
        self.cancelled = at
        after = {"cancelled_at": in_json(at), "stock": given, "reason": "", "mail": False}
        self._event(orders, "order.cancelled", at, {"cancelled_at": None}, after)

    def _delete(self, orders: "Orders", at: str) -> None:
        given = self._put_back(orders, "trash", at)
        before = {"place_before_trash": "", "place": "active", "deleted_at": None}
        self.where, self.where_before, self.deleted = "trash", "active", at
        after = {"place_before_trash": "active", "place": "trash", "deleted_at": in_json(at)}
        self._event(orders, "order.deleted", at, before, {**after, "stock": given})

    def _put_back(self, orders: "Orders", reason: str, at: str) -> dict[str, int]:
        given = {}
        for line, (line_id, variant, _quantity, held) in zip(self.lines, self.goods, strict=False):
            if held:
                given[str(line_id)] = held
                line[-1] = 0
                orders.stock(self, variant, held, reason, self.place.merchant_name, at)
        return given

    def _tag(self, orders: "Orders", at: str) -> None:
        tag, name = orders.rng.choice(orders.tags[self.place.id])
        orders.rows[OrderTag].append((orders.ids.of(OrderTag), self.place.id, self.id, tag))
        self._event(orders, "order.tagged", at, {}, {"tag": name})

    def _comment(self, orders: "Orders", at: str) -> None:
        self.comment = orders.rng.choice(COMMENTS)
        before, after = {"comment": ""}, {"comment": self.comment}
        self._event(orders, "order.comment_changed", at, before, after)

    def found_by(self) -> str:
        """What search compares, a line for each part: number, who, comment, goods, parcels."""
        parts = [folded(self.number), *self.person.found_by, folded(self.comment)]
        parts += [article.found_by for article in self.skus]
        parts.append(self.tracking.lower())
        return "\n".join(dict.fromkeys(part for part in parts if part))

    def row(self) -> Row:
        place, person, pickup = self.place, self.person, self.delivery.pickup
        address, language = person.address, person.language
        return (
            *(self.id, place.id, self.number, self.reference, self.token, "storefront", None),
            *(language, "EUR", self.placed, person.email, person.name, person.phone),
            *(person.company, person.vat_number),
            *((address, "{}", "", "") if pickup else ("{}", address, person.city, person.country)),
            *(self.delivery.id, self.pay.id),
            *(self.delivery.as_was[language], self.pay.as_was[language]),
            *(place.terms[language], self.note, self.comment),
            *(self.items, self.net, self.tax, self.total, self.received, self.refunded),
            *(self.payment_state, self.handling, self.where, self.where_before),
            *(None, self.dispatched, self.completed, self.cancelled, self.archived),
            *(self.deleted, None, None, self.changed, self.version, None, None),
        )


_STEPS = {
    "pay": Life._pay,
    "refund": Life._refund,
    "complete": Life._complete,
    "archive": Life._archive,
    "cancel": Life._cancel,
    "delete": Life._delete,
    "tag": Life._tag,
    "comment": Life._comment,
}
