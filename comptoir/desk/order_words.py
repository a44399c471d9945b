"""An order's states, addresses and names as the desk says them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from babel.core import Locale
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from comptoir.core import postal
from comptoir.core.texts import folded, text_in
from comptoir.orders.models import Order
from comptoir.orders.states import Handling, PaymentState, Place


@dataclass(frozen=True, slots=True)
class Mark:
    """A state's word with its tone and shape, as `{% chip %}` takes them."""

    label: str | Promise
    tone: str
    shape: str


PAYMENT = {
    "unpaid": Mark(PaymentState.UNPAID.label, "wait", "half"),
    "partly_paid": Mark(PaymentState.PARTLY_PAID.label, "wait", "half"),
    "paid": Mark(PaymentState.PAID.label, "done", "full"),
    "overpaid": Mark(PaymentState.OVERPAID.label, "alert", "full"),
    "partly_refunded": Mark(PaymentState.PARTLY_REFUNDED.label, "rest", "dash"),
    "refunded": Mark(PaymentState.REFUNDED.label, "rest", "dash"),
}
HANDLING = {
    "open": Mark(Handling.OPEN.label, "rest", "open"),
    "ready": Mark(Handling.READY.label, "wait", "half"),
    "partly_dispatched": Mark(Handling.PARTLY_DISPATCHED.label, "moving", "arrow"),
    "dispatched": Mark(Handling.DISPATCHED.label, "moving", "arrow"),
    "completed": Mark(Handling.COMPLETED.label, "done", "check"),
}
PLACE = {
    "active": Mark(Place.ACTIVE.label, "rest", "open"),
    "archived": Mark(Place.ARCHIVED.label, "rest", "dash"),
    "trash": Mark(Place.TRASH.label, "rest", "dash"),
}
MESSAGE = {
    "waiting": ("wait", "half"),
    "sent": ("done", "check"),
    "failed": ("alert", "cross"),
    "dead": ("alert", "cross"),
}
CANCELLED = Mark(_("Cancelled"), "alert", "cross")


def money_mark(payment_state: str, *, cancelled: bool) -> Mark:
    """The chip of the payment: nobody waits for money that a cancelled order didn't get."""
    mark = PAYMENT[payment_state]
    return replace(mark, tone="rest") if cancelled and payment_state == "unpaid" else mark


def marks(order: Order) -> list[Mark]:
    """The chips of an order: payment, handling, place, and cancelled if it is."""
    money = money_mark(order.payment_state, cancelled=order.cancelled)
    found = [money, HANDLING[order.handling], PLACE[order.place]]
    return [*found, CANCELLED] if order.cancelled else found


def named(texts: Mapping[str, str], shop_language: str) -> str:
    """The text in the reader's language, else in the shop's."""
    return text_in(texts, get_language() or shop_language, shop_language)


def language_named(code: str) -> str:
    """A language's name in the reader's: "French", « français »."""
    languages = _territories(get_language() or "en").languages
    return str(languages.get(code.split("-", maxsplit=1)[0], code))


def country_named(code: str) -> str:
    return str(_territories(get_language() or "en").territories.get(code, code)) if code else ""


def countries() -> list[tuple[str, str]]:
    """Code and name of every country, by name in the reader's language."""
    return list(_countries(get_language() or "en"))


def address_lines(address: Mapping[str, str]) -> list[str]:
    """The address as it stands on an envelope; empty for none."""
    return postal.address_lines(address, country_named(address.get("country", "")))


@lru_cache(maxsize=16)
def _territories(language: str) -> Locale:
    return Locale.parse(language.replace("-", "_"))


# What CLDR lists beside countries: unions, outlying specks, codes for tests.
_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", "AC", "CP", "CQ", "DG", "TA"})


@lru_cache(maxsize=16)
def _countries(language: str) -> tuple[tuple[str, str], ...]:
    named = _territories(language).territories
    known = [(c, n) for c, n in named.items() if len(c) == 2 and c.isalpha()]
    return tuple(sorted((pair for pair in known if pair[0] not in _NO_COUNTRIES), key=_by_name))


def _by_name(pair: tuple[str, str]) -> str:
    return folded(pair[1])
