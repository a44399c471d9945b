"""An order in the customer's words: one leading sentence, and what happened so far."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from comptoir.core.models import Event
from comptoir.core.money import format_money
from comptoir.orders.models import Order
from comptoir.orders.queries.one import OrderView
from comptoir.orders.states import Handling, PaymentState

OWED = (PaymentState.UNPAID, PaymentState.PARTLY_PAID)


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the customer's history: no names of staff, no comment, nothing undone."""

    at: datetime
    what: str
    note: str = ""
    who: str = ""
    tone: str = ""
    changes: tuple[Any, ...] = ()


def pickup(order: Order) -> bool:
    return bool(order.delivery_as_was.get("pickup"))


def to_collect(order: Order) -> bool:
    """True while the goods wait at the shop: where it is now is where they are."""
    gone = order.cancelled or order.handling == Handling.COMPLETED
    return pickup(order) and not gone


def owes_beforehand(order: Order) -> bool:
    """True when the shop waits for money before it sends anything."""
    early = order.payment_as_was.get("beforehand", True)
    return bool(early) and order.payment_state in OWED and order.balance > 0


def lead(order: Order, *, parcels: int) -> str:
    """Where the order stands, in one sentence."""
    if order.withdrawn_at is not None:
        return _("You have withdrawn from this contract.")
    if order.cancelled:
        return _("This order is cancelled.")
    if pickup(order):
        return _lead_pickup(order)
    if order.handling == Handling.PARTLY_DISPATCHED:
        return _("Part of your order is on its way.")
    if order.handling in {Handling.DISPATCHED, Handling.COMPLETED}:
        if parcels > 1:
            return _("Your parcels are on their way.")
        return _("Your parcel is on its way.") if parcels else _("Your order is on its way.")
    return _waiting(order)


def _lead_pickup(order: Order) -> str:
    if order.handling == Handling.COMPLETED:
        return _("Your order has been collected.")
    if order.handling == Handling.READY:
        return _("Your order is ready to collect.")
    return _waiting(order)


def _waiting(order: Order) -> str:
    if not owes_beforehand(order):
        return _("Your order is being prepared.")
    if pickup(order):
        return _("We have your order and prepare it as soon as your payment is here.")
    return _("We have your order and send it as soon as your payment is here.")


Chip = tuple[str, str, str]


def chips(order: Order) -> list[Chip]:
    """Word, tone and shape of what the customer asks first: where it is, and is it paid?

    Each says what is true for the customer: nothing is prepared while the shop waits for
    money, and a cancelled order that nobody paid asks for nothing.
    """
    unpaid = order.payment_state == PaymentState.UNPAID
    if order.cancelled and unpaid:
        return [_state(order)]
    if order.handling == Handling.OPEN and not order.cancelled and owes_beforehand(order):
        waiting = (_("Awaiting payment"), "wait", "half")
        return [waiting] if unpaid else [waiting, _paid(order)]
    return [_state(order), _paid(order)]


def _state(order: Order) -> Chip:
    if order.cancelled:
        return _("Cancelled"), "alert", "cross"
    if order.handling == Handling.COMPLETED:
        return _completed(order), "done", "check"
    if order.handling == Handling.READY:
        return _("Ready to collect"), "wait", "half"
    if order.handling in {Handling.DISPATCHED, Handling.PARTLY_DISPATCHED}:
        return _("On its way"), "moving", "arrow"
    return _("In preparation"), "rest", "open"


def _completed(order: Order) -> str:
    return pgettext("order", "Collected") if pickup(order) else pgettext("order", "Sent")


def _paid(order: Order) -> Chip:
    words = {
        PaymentState.UNPAID: (_("Not yet paid"), "wait", "half"),
        PaymentState.PARTLY_PAID: (_("Partly paid"), "wait", "half"),
        PaymentState.PAID: (_("Paid"), "done", "full"),
        PaymentState.OVERPAID: (_("Overpaid"), "done", "full"),
        PaymentState.PARTLY_REFUNDED: (_("Partly refunded"), "rest", "dash"),
        PaymentState.REFUNDED: (_("Refunded"), "rest", "dash"),
    }
    return words[PaymentState(order.payment_state)]


def history(found: OrderView, language: str) -> list[Step]:
    """What the customer may know, newest first; what was taken back is left out."""
    order = found.order
    steps = []
    for seen in found.events:
        event = seen.event
        what = _sentence(event, order)
        if what and seen.undone_by is None and not _taken_back(event, found):
            steps.append(Step(event.at, what, _note(order, event.after, event.kind, language)))
    return steps


def _taken_back(event: Event, found: OrderView) -> bool:
    """True for a step that a later one made untrue: a voided payment, a removed parcel."""
    order = found.order
    if event.kind in {"order.paid", "order.refunded"}:
        voided = {payment.id for payment in found.payments if payment.voided_at}
        return event.after.get("payment_id") in voided
    if event.kind == "order.parcel_added":
        removed = {view.parcel.id for view in found.parcels if view.removed}
        return event.after.get("parcel_id") in removed
    if event.kind == "order.completed":
        return order.completed_at is None or event.at < order.completed_at
    return event.kind == "order.ready" and order.ready_at is None


def _note(order: Order, after: dict[str, Any], kind: str, language: str) -> str:
    if kind in {"order.paid", "order.refunded"} and isinstance(after.get("amount"), int):
        amount = format_money(after["amount"], order.currency, language)
        day = _day(after.get("received_on") or after.get("refunded_on"))
        return f"{amount} · {day}" if day else amount
    if kind in {"order.parcel_added", "order.completed"}:
        parts = (after.get("carrier_name"), after.get("tracking_number"))
        return " ".join(str(part) for part in parts if part)
    return ""


def _day(text: object) -> str:
    try:
        return str(date_format(date.fromisoformat(str(text)), "DATE_FORMAT"))
    except ValueError:
        return ""


def _sentence(event: Event, order: Order) -> str:
    """What happened, in the active language; "" for what is the shop's own matter."""
    if event.kind == "order.completed" and pickup(order):
        return _("You collected your order.")
    if event.kind == "order.completed" and event.after.get("parcel_id"):
        return _("A parcel was sent.")
    return str(_SENTENCES.get(event.kind, ""))


_SENTENCES = {
    "order.placed": gettext_lazy("You placed the order."),
    "order.paid": gettext_lazy("Your payment arrived."),
    "order.payment_method_changed": gettext_lazy("You chose another way to pay."),
    "order.refunded": gettext_lazy("Money was paid back to you."),
    "order.ready": gettext_lazy("Your order was ready to collect."),
    "order.parcel_added": gettext_lazy("A parcel was sent."),
    "order.completed": gettext_lazy("The order was completed."),
    "order.cancelled": gettext_lazy("The order was cancelled."),
    "order.reinstated": gettext_lazy("The order was taken up again."),
    "order.address_corrected": gettext_lazy("An address was corrected."),
    "order.withdrawn": gettext_lazy("You withdrew from the contract."),
}
