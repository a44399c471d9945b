"""What a way to receive costs, what a way to pay needs, what a tracking address looks like."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, Protocol
from urllib.parse import urlsplit

from stdnum import bic as bic_numbers
from stdnum import iban as iban_numbers

from comptoir.core.texts import has_controls

NUMBER = "{number}"

# [up to and including, price]; the last tier may be open: [None, price].
Tier = Sequence[Any]


class Rule(Protocol):
    """As a DeliveryMethod has it."""

    price_rule: str
    price: int
    tiers: Any
    free_from: int | None


class WayToPay(Protocol):
    """As a PaymentMethod has it."""

    kind: str
    holder: str
    iban: str
    connected_at: datetime | None


# Kinds with a provider behind them, which reports payments by itself.
PROVIDERS = frozenset({"paypal", "stripe"})


def delivery_price(rule: Rule, *, goods_value: int, weight: int) -> int | None:
    """Gross minor units for goods of that value and weight in grams; None: can't be sent so.

    "Free from" makes it free; it does not make what is too heavy light.
    """
    if rule.price_rule == "flat":
        price: int | None = rule.price
    else:
        price = _tier_price(rule.tiers, weight if rule.price_rule == "weight" else goods_value)
    if price is not None and rule.free_from is not None and goods_value >= rule.free_from:
        return 0
    return price


def _tier_price(tiers: Sequence[Tier], measure: int) -> int | None:
    for limit, price in tiers:
        if limit is None or measure <= limit:
            return int(price)
    return None


def tiers_ascend(tiers: Sequence[Tier]) -> bool:
    """True for at least one tier, limits positive and rising, only the last one open."""
    limits = [limit for limit, _price in tiers]
    closed = limits[:-1] if limits and limits[-1] is None else limits
    if not limits or any(limit is None or limit <= 0 for limit in closed):
        return False
    return all(lower < higher for lower, higher in pairwise(closed))


def goes_to(countries: Sequence[str], country: str, *, pickup: bool) -> bool:
    """Collecting is not bound to a country; no countries given means all of them."""
    return pickup or not countries or country in countries


def suits(kind: str, *, pickup: bool) -> bool:
    """Who collects can't pay a carrier at the door; only who collects can pay at the counter."""
    if kind == "cash_on_delivery":
        return not pickup
    return kind != "pay_at_pickup" or pickup


def beforehand_by_default(kind: str) -> bool:
    """Whether money usually comes before the goods leave."""
    return kind not in {"cash_on_delivery", "pay_at_pickup"}


def connected(method: WayToPay) -> bool:
    """True when customers can really pay so.

    A transfer needs a holder and a valid IBAN, a provider must have said yes to its keys.
    """
    if method.kind in PROVIDERS:
        return method.connected_at is not None
    if method.kind == "bank_transfer":
        return bool(method.holder.strip()) and iban_valid(method.iban)
    return True


def iban_valid(text: str) -> bool:
    """Length, check digits and, where the country has one, the structure of the account."""
    return bool(iban_numbers.is_valid(text))


def bic_valid(text: str) -> bool:
    return bool(bic_numbers.is_valid(text))


def compact_iban(text: str) -> str:
    """As it is stored: capitals, no spaces."""
    return str(iban_numbers.compact(text)).upper()


def compact_bic(text: str) -> str:
    return str(bic_numbers.compact(text)).upper()


def spaced_iban(text: str) -> str:
    """As people read it: groups of four."""
    return str(iban_numbers.format(text)) if text else ""


def tracking_address_fault(address: str) -> str:
    """ "" for an address that can be used, else what is wrong: a code.

    "controls" (spaces or controls), "scheme" (neither http nor https), "host" (none, or
    {number} in it), "number" ({number} neither in path nor query), "braces" (others).
    """
    if has_controls(address) or any(c.isspace() for c in address):
        return "controls"
    try:
        parts = urlsplit(address)
        host = parts.hostname
        _port = parts.port
    except ValueError:
        return "host"
    if parts.scheme not in {"http", "https"}:
        return "scheme"
    if not host or "@" in parts.netloc or "{" in parts.netloc or "\\" in parts.netloc:
        return "host"
    if NUMBER not in parts.path and NUMBER not in parts.query:
        return "number"
    left = address.replace(NUMBER, "")
    return "braces" if "{" in left or "}" in left else ""
