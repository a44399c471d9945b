"""All that the order page shows, as values for its template."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import get_language

from comptoir.core.actor import Actor
from comptoir.core.money import format_rate
from comptoir.desk.forms.order import CommentForm, TagForm
from comptoir.desk.order_menu import choices
from comptoir.desk.order_words import MESSAGE, address_lines, language_named, marks, named
from comptoir.desk.steps.dispatch import left_to_send
from comptoir.desk.steps.step import Facts
from comptoir.desk.timeline import timeline
from comptoir.mailing.queries import MessageRow, has_server, messages_of_order
from comptoir.orders.models import OrderLine, Payment
from comptoir.orders.queries.one import ParcelView, left_of
from comptoir.orders.rules import OWES
from comptoir.orders.states import Place
from comptoir.payments.providers.table import PROVIDERS
from comptoir.payments.transfer import payment_reference
from comptoir.shops.rights import EDIT, PAY, REFUND
from comptoir.ui.addresses import address


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    line: OrderLine
    rate: str


@dataclass(frozen=True, slots=True)
class Tax:
    """One rate's share of the order, added up from what its lines store."""

    rate: str
    net: int
    tax: int


@dataclass(frozen=True, slots=True)
class Booked:
    """A payment or refund; `position` counts them from the first, 1."""

    position: int
    payment: Payment
    voidable: bool
    # The one payment that stands: voiding it sets the order back to unpaid.
    only: bool
    # The provider that can be asked to give some of it back, as people call it.
    returned_by: str = ""

    @property
    def refund(self) -> bool:
        return self.payment.kind == Payment.Kind.REFUND


@dataclass(frozen=True, slots=True)
class Sent:
    """A parcel, and in words what is in it."""

    view: ParcelView
    content: str


@dataclass(frozen=True, slots=True)
class Mail:
    position: int
    row: MessageRow
    tone: str
    shape: str

    @property
    def at(self) -> datetime:
        return self.row.sent_at or self.row.created_at


def page_of(facts: Facts, actor: Actor) -> dict[str, Any]:
    """The context of the order page."""
    order, view, shop = facts.order, facts.view, facts.shop
    left = left_to_send(facts)
    may = {"edit": actor.may(EDIT), "pay": actor.may(PAY), "refund": actor.may(REFUND)}
    payments = payments_of(view.payments, may)
    online = next((one for one in payments if one.returned_by), None)
    same = urlencode({"q": order.email}) if order.email else ""
    return {
        "order": order,
        "view": view,
        "marks": marks(order),
        "owes": order.payment_state in OWES and not order.cancelled,
        "language": language_named(order.language),
        "choices": choices(order, actor, shop.slug, left=bool(left), online=bool(online)),
        "may": may,
        "living": order.place != Place.TRASH,
        "lines": lines_of(view.lines, shop.language),
        "taxes": taxes_of(view.lines),
        "delivery_name": named(order.delivery_as_was.get("names", {}), shop.language),
        "kept": order.received - order.refunded,
        "payment_reference": payment_reference(order),
        "payment_name": named(order.payment_as_was.get("names", {}), shop.language),
        "delivery_lines": address_lines(order.delivery),
        "billing_lines": address_lines(order.billing),
        "pickup": bool(order.delivery_as_was.get("pickup")),
        "parcels": _parcels(facts),
        "left": bool(left) and not order.cancelled,
        "payments": payments,
        "online": online,
        "mails": mails_of(messages_of_order(shop.id, order.id)),
        # Without a server mails wait, however long one looks.
        "mails_wait": not has_server(),
        "timeline": timeline(view.events, order.currency, actor),
        "same_customer_url": f"{address('desk:orders', shop.slug)}?{same}",
        # Ids of their own: a window over the page has fields of the same names.
        "comment_form": CommentForm(
            initial={"text": order.comment, "version": order.version},
            order=order,
            auto_id="order_%s",
        ),
        "tag_form": TagForm(order=order, auto_id="new_tag_%s"),
    }


def lines_of(lines: list[OrderLine], shop_language: str) -> list[Line]:
    return [
        Line(named(line.names, shop_language), line, format_rate(line.rate, get_language() or "en"))
        for line in lines
    ]


def taxes_of(lines: list[OrderLine]) -> list[Tax]:
    """Net and tax per rate, highest first; rates without any tax are left out."""
    nets: dict[int, int] = defaultdict(int)
    taxes: dict[int, int] = defaultdict(int)
    for line in lines:
        nets[line.rate] += line.net
        taxes[line.rate] += line.tax
    return [
        Tax(format_rate(rate, get_language() or "en"), nets[rate], taxes[rate])
        for rate in sorted(taxes, reverse=True)
        if rate
    ]


def payments_of(payments: list[Payment], may: dict[str, bool]) -> list[Booked]:
    standing = [payment for payment in payments if payment.voided_at is None]
    found = []
    kept = sum(-one.amount if one.kind == Payment.Kind.REFUND else one.amount for one in standing)
    for position, payment in enumerate(payments, start=1):
        right = may["pay"] and (payment.kind == Payment.Kind.PAYMENT or may["refund"])
        voidable = right and payment.voided_at is None and not payment.provider
        only = standing == [payment] and payment.kind == Payment.Kind.PAYMENT
        back = may["refund"] and kept > 0 and left_of(payment, payments) > 0
        known = PROVIDERS.get(payment.provider) if back else None
        by = known.title if known else ""
        found.append(Booked(position, payment, voidable, only, returned_by=by))
    return found


def mails_of(rows: list[MessageRow]) -> list[Mail]:
    """The order's mails, newest first, counted from the oldest."""
    return [Mail(len(rows) - place, row, *MESSAGE[row.state]) for place, row in enumerate(rows)]


def _parcels(facts: Facts) -> list[Sent]:
    names = {line.line.id: line.name for line in lines_of(facts.view.lines, facts.shop.language)}
    return [
        Sent(view, ", ".join(f"{row.quantity} × {names[row.line_id]}" for row in view.lines))
        for view in facts.view.parcels
        if not view.removed
    ]
