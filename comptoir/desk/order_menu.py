"""What can be done with an order as it stands: the one primary button, and the rest under More."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comptoir.core.actor import Actor
from comptoir.orders.models import Order
from comptoir.orders.rules import Standing, next_step, waits_for_money
from comptoir.orders.states import Place
from comptoir.shops.rights import EDIT, PAY, REFUND
from comptoir.ui.addresses import address


@dataclass(frozen=True, slots=True)
class Choice:
    """A button or a menu entry. `window`: it opens a page that asks first; else it is a POST."""

    name: str
    label: str | Promise
    url: str
    key: str = ""
    icon: str = ""
    window: bool = False
    link: bool = False
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    primary: Choice | None
    groups: list[list[Choice]]
    # Why the primary button is there, where that wants saying.
    note: str | Promise = ""


_STEPS = {
    "mark_paid": "pay",
    "mark_ready": "ready",
    "complete": "complete",
    "refund": "refund",
    "archive": "archive",
}
_NEEDS = {"pay": PAY, "refund": REFUND}

# name → label, key, icon, asks first
_LOOKS: dict[str, tuple[Promise, str, str, bool]] = {
    "pay": (_("Mark as paid"), "p", "banknote", True),
    "ready": (_("Ready to collect"), "r", "store", True),
    "complete": (_("Mark as completed"), "c", "circle-check", True),
    "parcel_add": (_("Add a parcel"), "k", "package-plus", True),
    "reopen": (_("Reopen"), "o", "rotate-ccw", False),
    "refund": (_("Refund"), "f", "undo-2", True),
    "refund_by_hand": (_("Note a refund made by hand"), "f", "undo-2", True),
    "remind": (_("Send a payment reminder"), "", "mail", True),
    "archive": (_("Archive"), "a", "archive", False),
    "unarchive": (_("Take back from the archive"), "a", "archive-restore", False),
    "cancel": (_("Cancel the order"), "x", "circle-x", True),
    "reinstate": (_("Take back the cancellation"), "x", "rotate-ccw", False),
    "delete": (_("Delete"), "d", "trash-2", True),
    "restore": (_("Restore"), "d", "archive-restore", False),
    "anonymise": (_("Anonymise"), "", "user-x", True),
    "purge": (_("Delete for good"), "", "trash-2", True),
}
_DANGER = frozenset({"cancel", "delete", "anonymise", "purge"})


def choices(order: Order, actor: Actor, slug: str, *, left: bool, online: bool = False) -> Choices:
    """The order's choices for that actor.

    left: something is still to be sent. online: a provider can be asked for a refund, so that one
    by hand must not be taken for it.
    """
    step = _STEPS.get(next_step(standing(order)) or "", "")
    if not actor.may(_NEEDS.get(step, EDIT)):
        step = ""
    groups = [
        [
            _choice(f"{name}_by_hand" if online and name == "refund" else name, order, slug)
            for name in group
            if name != step and _open_to(actor, name)
        ]
        for group in _groups(order, left=left)
    ]
    groups.append(list(_papers(order, slug)))
    note = _("Archiving is for completed or cancelled orders.") if step == "archive" else ""
    primary = _choice(step, order, slug) if step else None
    return Choices(primary, [group for group in groups if group], note)


def standing(order: Order) -> Standing:
    return Standing(
        payment_state=order.payment_state,
        handling=order.handling,
        place=order.place,
        cancelled=order.cancelled,
        pickup=bool(order.delivery_as_was.get("pickup")),
        beforehand=bool(order.payment_as_was.get("beforehand")),
        holds_money=order.received > order.refunded,
    )


def _open_to(actor: Actor, name: str) -> bool:
    return actor.may(_NEEDS.get(name, EDIT))


def _choice(name: str, order: Order, slug: str) -> Choice:
    label, key, icon, asks = _LOOKS[name]
    # Archiving what is not for the archive yet opens the page that says so.
    asks = asks or (name == "archive" and order.completed_at is None and not order.cancelled)
    url = address(f"desk:order_{name.removesuffix('_by_hand')}", slug, order.number)
    return Choice(name, label, url, key, icon, window=asks, danger=name in _DANGER)


def _groups(order: Order, *, left: bool) -> Iterator[list[str]]:
    if order.place == Place.TRASH:
        yield ["restore"]
        yield [*_forgetting(order), "purge"]
        return
    yield list(_money_and_goods(order, left=left))
    yield [
        "unarchive" if order.place == Place.ARCHIVED else "archive",
        "reinstate" if order.cancelled else "cancel",
    ]
    yield [*_forgetting(order), "delete"]


def _money_and_goods(order: Order, *, left: bool) -> Iterator[str]:
    if order.balance > 0:
        yield "pay"
        if order.email and waits_for_money(
            order.payment_state, order.place, cancelled=order.cancelled
        ):
            yield "remind"
    if order.received > order.refunded:
        yield "refund"
    if order.completed_at is not None:
        yield "reopen"
    elif not order.cancelled:
        if order.delivery_as_was.get("pickup") and order.ready_at is None:
            yield "ready"
        if left and not order.delivery_as_was.get("pickup"):
            yield "parcel_add"
        yield "complete"


def _forgetting(order: Order) -> list[str]:
    forgettable = order.place != Place.ACTIVE and order.anonymised_at is None
    return ["anonymise"] if forgettable else []


def _papers(order: Order, slug: str) -> Iterator[Choice]:
    paper = address("desk:order_print", slug, order.number)
    yield Choice("print", _("Print"), paper, "i", "printer", link=True)
    customer = address("storefront:order", slug, order.token)
    yield Choice("customer", _("View as customer"), customer, "v", "external-link", link=True)
