"""Delivery and payment methods in one line each, as the set-up lists show them."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from comptoir.core.countries import country_name
from comptoir.core.money import format_money
from comptoir.desk.code_words import account_note
from comptoir.desk.setup_page import said
from comptoir.methods.carriers import CARRIERS
from comptoir.methods.models import DeliveryMethod, PaymentMethod
from comptoir.methods.rules import PROVIDERS, connected, spaced_iban
from comptoir.shops.models import Shop

FEW = 3


@dataclass(frozen=True, slots=True)
class MethodRow:
    """`connected`: customers could really use it; None where there is nothing to connect."""

    method: Any
    name: str
    price: str
    details: str
    connected: bool | None = None
    missing: str = ""
    # Its provider is asked for on a page of its own.
    connect: bool = False


def delivery_row(shop: Shop, method: DeliveryMethod) -> MethodRow:
    """Name, price, where to, and who carries it."""
    parts = [_("Pick-up in store")] if method.pickup else [_where(method), _carried(method)]
    return MethodRow(
        method=method,
        name=said(shop, method.names),
        price=_price(shop, method),
        details=" · ".join(part for part in parts if part),
    )


def payment_row(shop: Shop, method: PaymentMethod) -> MethodRow:
    """Name, fee, kind and account, and whether it is connected."""
    ready = connected(method)
    account = spaced_iban(method.iban) if method.kind == "bank_transfer" else ""
    parts = [_kind(method), account, account_note(method)]
    missing = "" if ready else _missing(method)
    chosen = list(method.delivery_methods.all())
    if chosen and all(one.deleted_at is not None for one in chosen):
        missing = missing or _("It goes with no delivery method any more.")
    return MethodRow(
        method=method,
        name=said(shop, method.names),
        price=f"+ {_money(shop, method.fee)}" if method.fee else "",
        details=" · ".join(part for part in parts if part),
        connected=ready,
        missing=missing,
        connect=not ready and method.kind in PROVIDERS,
    )


def _missing(method: PaymentMethod) -> str:
    if method.kind in PROVIDERS:
        return _("It is not connected with its provider.")
    return _("Account holder and IBAN are missing.")


def _price(shop: Shop, method: DeliveryMethod) -> str:
    if method.price_rule == "flat":
        price = _money(shop, method.price) if method.price else _("free")
    else:
        least = min((int(tier[1]) for tier in method.tiers), default=0)
        price = _("from %(price)s") % {"price": _money(shop, least)}
    if method.free_from is None or price == _("free"):
        return price
    return _("%(price)s, free from %(amount)s") % {
        "price": price,
        "amount": _money(shop, method.free_from),
    }


def _where(method: DeliveryMethod) -> str:
    if not method.countries:
        return _("Everywhere")
    count = len(method.countries)
    if count > FEW:
        return ngettext("%(n)d country", "%(n)d countries", count) % {"n": count}
    language = get_language() or "en"
    return ", ".join(country_name(code, language) for code in method.countries)


def _carried(method: DeliveryMethod) -> str:
    carrier = CARRIERS.get(method.carrier)
    if method.tracking_address:
        return _("tracking address of your own")
    return carrier.name if carrier else _("no tracking")


def _kind(method: PaymentMethod) -> str:
    return {
        "bank_transfer": _("Bank transfer"),
        "cash_on_delivery": _("Cash on delivery"),
        "pay_at_pickup": _("Pay at pick-up"),
        "paypal": "PayPal",
        "stripe": "Stripe",
        "other": _("Other"),
    }[method.kind]


def _money(shop: Shop, amount: int) -> str:
    return format_money(amount, shop.currency, get_language() or "en")
