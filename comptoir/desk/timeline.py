"""An order's history in words: for each kind of event a sentence, and what changed how."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from comptoir.core.actor import Actor
from comptoir.core.models import Event
from comptoir.core.money import format_money
from comptoir.core.texts import text_in
from comptoir.desk.order_words import address_lines
from comptoir.mailing.kinds import KINDS
from comptoir.orders.history import touched
from comptoir.orders.inverses import INVERSES
from comptoir.orders.queries.one import EventView
from comptoir.orders.reminding import EXPIRED
from comptoir.orders.states import Handling, PaymentState
from comptoir.payments.providers.table import PROVIDERS

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a kind of event: the sentence, its colour, where its note stands."""

    sentence: str | Promise
    tone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline. `position` counts the order's events from the first, 1."""

    position: int
    at: datetime
    who: str
    what: str
    tone: str = ""
    changes: list[Difference] = field(default_factory=list)
    note: str = ""
    undoable: bool = False


TOLD: dict[str, Told] = {
    "order.placed": Told(gettext_lazy("Order placed")),
    "order.imported": Told(gettext_lazy("Order imported")),
    "order.paid": Told(gettext_lazy("Marked as paid"), "done"),
    "order.payment_voided": Told(gettext_lazy("Payment voided"), "wait"),
    "order.refunded": Told(gettext_lazy("Refunded")),
    "order.refund_voided": Told(gettext_lazy("Refund voided")),
    "order.refund_begun": Told(gettext_lazy("Refund asked of the provider"), "wait"),
    "order.refund_failed": Told(gettext_lazy("The provider did not refund"), "alert", note="why"),
    "order.payment_method_changed": Told(gettext_lazy("Payment method changed")),
    "order.comment_changed": Told(gettext_lazy("Comment changed")),
    "order.contact_corrected": Told(gettext_lazy("Contact corrected")),
    "order.address_corrected": Told(gettext_lazy("Address corrected")),
    "order.ready": Told(gettext_lazy("Ready to collect"), "wait"),
    "order.completed": Told(gettext_lazy("Marked as completed"), "done"),
    "order.reopened": Told(gettext_lazy("Reopened")),
    "order.parcel_added": Told(gettext_lazy("Parcel added"), "moving"),
    "order.parcel_corrected": Told(gettext_lazy("Parcel corrected")),
    "order.parcel_removed": Told(gettext_lazy("Parcel removed")),
    "order.cancelled": Told(gettext_lazy("Cancelled"), "alert", note="reason"),
    "order.reinstated": Told(gettext_lazy("Cancellation taken back")),
    "order.reminded": Told(gettext_lazy("Payment reminder sent")),
    "order.archived": Told(gettext_lazy("Archived")),
    "order.unarchived": Told(gettext_lazy("Taken back from the archive")),
    "order.deleted": Told(gettext_lazy("Moved to the trash"), "alert"),
    "order.restored": Told(gettext_lazy("Restored from the trash")),
    "order.anonymised": Told(gettext_lazy("Anonymised")),
    "order.tagged": Told(gettext_lazy("Tag added")),
    "order.untagged": Told(gettext_lazy("Tag removed")),
    "order.withdrawn": Told(
        gettext_lazy("Customer withdrew from the contract"), "alert", note="statement"
    ),
    "order.message_sent_again": Told(gettext_lazy("Message sent again")),
    "order.undone": Told(gettext_lazy("Undone")),
}

# What nobody did by hand is not told as if somebody had.
_PROVIDERS_DO = {
    "order.paid": gettext_lazy("Paid by %(provider)s"),
    "order.refunded": gettext_lazy("Refunded by %(provider)s"),
    "order.refund_begun": gettext_lazy("Refund asked of %(provider)s"),
    "order.refund_failed": gettext_lazy("%(provider)s did not refund"),
}

LABELS: dict[str, str | Promise] = {
    "amount": gettext_lazy("Amount"),
    "received_on": gettext_lazy("Date"),
    "method": gettext_lazy("Method"),
    "reference": gettext_lazy("Reference"),
    "payment_as_was": gettext_lazy("Payment method"),
    "total": gettext_lazy("Total"),
    "payment_state": gettext_lazy("Payment"),
    "handling": gettext_lazy("Handling"),
    "comment": gettext_lazy("Comment"),
    "name": gettext_lazy("Name"),
    "email": gettext_lazy("E-mail"),
    "phone": gettext_lazy("Phone"),
    "company": gettext_lazy("Company"),
    "vat_number": gettext_lazy("VAT number"),
    "delivery": gettext_lazy("Delivery address"),
    "billing": gettext_lazy("Billing address"),
    "tracking_number": gettext_lazy("Tracking number"),
    "carrier_name": gettext_lazy("Carrier"),
    "tag": gettext_lazy("Tag"),
    "by_name": gettext_lazy("Name"),
    "by_email": gettext_lazy("E-mail"),
    "to": gettext_lazy("To"),
    "kind": gettext_lazy("Message"),
}
# Reasons of the worker's own.
_REASONS: dict[str, Promise] = {EXPIRED: gettext_lazy("Not paid in time")}
_DETAILS = frozenset({"amount", "received_on", "method", "reference"})


def timeline(events: Sequence[EventView], currency: str, actor: Actor) -> list[Entry]:
    """The history, newest first, as the actor may see and undo it."""
    undone = {view.event.id for view in events if view.undone_by is not None}
    entries = []
    later: set[str] = set()
    for place, view in enumerate(events):
        event = view.event
        free = event.id not in undone and event.undoes_id is None
        inverse = INVERSES.get(event.kind)
        undoable = free and inverse is not None and actor.may(inverse.right)
        # What a provider reported is not taken back by hand.
        undoable = undoable and not event.after.get("provider")
        mine = touched(event)
        entries.append(
            told(event, currency, len(events) - place, undoable=undoable and not mine & later)
        )
        if view.undone_by is not None:
            entries[-1] = _struck(entries[-1])
        if free:
            later |= mine
    return entries


def told(event: Event, currency: str, position: int = 0, *, undoable: bool = False) -> Entry:
    """The event in the reader's language; an unknown kind is named as it is."""
    known = TOLD.get(event.kind, Told(event.kind))
    note = str(event.after.get(known.note) or "") if known.note else ""
    note = str(_REASONS.get(note, note))
    return Entry(
        position=position,
        at=event.at,
        who=who(event.actor_kind, event.actor_name),
        what=_what(event, known),
        tone=known.tone,
        changes=_changes(event, currency),
        note=note or _mail_note(event),
        undoable=undoable,
    )


def who(kind: str, name: str) -> str:
    """Who acted, in words."""
    if kind == "customer":
        return _("%(name)s (customer)") % {"name": name} if name else _("Customer")
    if kind == "import":
        return _("Import (%(name)s)") % {"name": name} if name else _("Import")
    return name or "Comptoir"


def is_part(event: Event) -> bool:
    """True for a payment that left something to be paid."""
    left = event.after.get("payment_state") == PaymentState.PARTLY_PAID
    return event.kind == "order.paid" and left


def _struck(entry: Entry) -> Entry:
    return Entry(
        entry.position, entry.at, entry.who, entry.what, "undone", entry.changes, entry.note
    )


def _what(event: Event, known: Told) -> str:
    if event.kind == "order.undone":
        undone = TOLD.get(str(event.before.get("kind")))
        return _("Undone: %(step)s") % {"step": undone.sentence} if undone else str(known.sentence)
    if event.kind == "order.parcel_added" and not event.after.get("tracking_number"):
        return _("Parcel added, without tracking number")
    if is_part(event) and not event.after.get("provider"):
        return _("Part payment booked")
    if by := _PROVIDERS_DO.get(event.kind):
        found = PROVIDERS.get(str(event.after.get("provider") or ""))
        return str(by) % {"provider": found.title} if found else str(known.sentence)
    return str(known.sentence)


def _mail_note(event: Event) -> str:
    if event.kind in {"order.completed", "order.ready"} and event.after.get("mail") is False:
        return _("Without a mail to the customer")
    if event.kind == "order.undone" and event.after.get("recalled"):
        return _("Its mail was not sent")
    return ""


def _changes(event: Event, currency: str) -> list[Difference]:
    before, after = event.before, event.after
    if event.kind == "order.undone":
        before = {name: value for name, value in before.items() if name != "kind"}
    if event.kind == "order.parcel_removed":
        after = {**after, "tracking_number": "", "carrier_name": ""}
    if event.kind == "order.refund_begun":
        # Until the provider has named it, its reference is a key that tells nobody anything.
        after = {name: value for name, value in after.items() if name != "reference"}
    if event.kind in {"order.payment_voided", "order.refund_voided"}:
        after = {**{name: "" for name in _DETAILS if before.get(name)}, **after}
    found = []
    for name, label in LABELS.items():
        old, new = _said(name, before, currency), _said(name, after, currency)
        if old != new and (name in after or name in before) and (old or name != "total"):
            found.append(Difference(str(label), old, new))
    return found


def _said(name: str, values: Json, currency: str) -> str:
    value = values.get(name)
    if value in (None, "", {}):
        return ""
    shown: Callable[[Any], str] = _SAID.get(name, str)
    money = name in {"amount", "total"}
    return format_money(value, currency, get_language() or "en") if money else shown(value)


def _day(value: str) -> str:
    return date_format(date.fromisoformat(value), "DATE_FORMAT")


def _address(value: Any) -> str:
    return ", ".join(address_lines(value)) if isinstance(value, Mapping) else str(value)


def _named(names: Mapping[str, str]) -> str:
    return text_in(names, get_language() or "", next(iter(names), ""))


def _mail_kind(value: str) -> str:
    return str(KINDS[value].label) if value in KINDS else value


_SAID: dict[str, Callable[[Any], str]] = {
    "received_on": _day,
    "payment_state": lambda value: str(PaymentState(value).label),
    "handling": lambda value: str(Handling(value).label),
    "payment_as_was": lambda value: _named(value.get("names", {})),
    "delivery": _address,
    "billing": _address,
    "kind": _mail_kind,
}
