"""Refusals of what can't be taken, before anything is written. All raise Invalid."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from comptoir.core.countries import known_countries
from comptoir.core.errors import Invalid
from comptoir.core.money import LARGEST
from comptoir.core.texts import has_controls
from comptoir.methods.carrier_table import CARRIERS
from comptoir.methods.details import DeliveryDetails, PaymentDetails, Tiers
from comptoir.methods.models import PaymentMethod
from comptoir.methods.rules import (
    bic_valid,
    iban_valid,
    tiers_ascend,
    tracking_address_fault,
)

TAX_CLASSES = ("standard", "reduced", "second_reduced", "super_reduced", "none")
RULES = ("flat", "weight", "value")
LONGEST_NAME = 200
LONGEST_TEXT = 5_000
LONGEST_ADDRESS = 500
# As much as the code of a Swiss payment slip takes.
HOLDER_PLACE = {"holder_street": 70, "holder_postal_code": 16, "holder_city": 35}
MOST_TIERS = 50
MOST_DAYS = 365

_ADDRESS_FAULTS = {
    "controls": _("An address has no spaces in it."),
    "scheme": _("The address begins with https:// or http://."),
    "host": _("This is no address that a browser could open."),
    "number": _("Write {number} in the address, where the tracking number belongs."),
    "braces": _("Only {number} is replaced; take the other braces out."),
}


def check_delivery(details: DeliveryDetails, language: str) -> None:
    _names(details.names, language)
    _texts(details.descriptions, "descriptions", LONGEST_TEXT)
    _price(details.price, "price")
    if details.free_from is not None:
        _price(details.free_from, "free_from")
    _tax_class(details.tax_class, "tax_class")
    if details.price_rule not in RULES:
        raise Invalid("price_rule", _("Choose how the price is calculated."), "price_rule")
    if details.price_rule != "flat":
        _tiers(details.tiers)
    _countries(details.countries)
    _days(details.days_min, details.days_max)
    _tracking(details.carrier, details.tracking_address)


def check_payment(details: PaymentDetails, language: str) -> None:
    """A transfer may be kept without its account; what stands there must be right."""
    if details.kind not in PaymentMethod.Kind.values:
        raise Invalid("kind", _("Choose a kind of payment."), "kind")
    _names(details.names, language)
    _texts(details.instructions, "instructions", LONGEST_TEXT)
    _price(details.fee, "fee")
    _tax_class(details.fee_tax_class, "fee_tax_class")
    _texts({"": details.holder}, "holder", LONGEST_NAME)
    for field, longest in HOLDER_PLACE.items():
        _texts({"": getattr(details, field)}, field, longest)
    if details.iban and not iban_valid(details.iban):
        raise Invalid("iban", _("This IBAN is not right: please check its digits."), "iban")
    if details.bic and not bic_valid(details.bic):
        raise Invalid("bic", _("This BIC is not right: it has 8 or 11 characters."), "bic")
    _unpaid(details.remind_days, details.expire_days)


def _unpaid(remind: int | None, expire: int | None) -> None:
    for days, field in ((remind, "remind_days"), (expire, "expire_days")):
        if days is not None and not 1 <= days <= MOST_DAYS:
            raise Invalid(field, _("A whole number of days, from 1 to a year."), "days")
    if remind is not None and expire is not None and remind >= expire:
        raise Invalid("expire_days", _("The reminder must come some days before."), "days")


def _names(names: Mapping[str, str], first: str) -> None:
    if not names.get(first, "").strip():
        raise Invalid("names", _("A name is needed in the shop's first language."), "name")
    _texts(names, "names", LONGEST_NAME)


def _texts(texts: Mapping[str, str], field: str, longest: int) -> None:
    for text in texts.values():
        if has_controls(text):
            raise Invalid(field, _("Control characters can't be taken."), "controls")
        if len(text) > longest:
            raise Invalid(field, _("At most %(longest)s characters."), "long", longest=longest)


def _price(price: int, field: str) -> None:
    if not 0 <= price <= LARGEST:
        raise Invalid(field, _("A price can't be below zero."), "price")


def _tax_class(tax_class: str, field: str) -> None:
    if tax_class not in TAX_CLASSES:
        raise Invalid(field, _("Choose a tax class of the list."), "tax_class")


def _tiers(tiers: Tiers) -> None:
    if len(tiers) > MOST_TIERS:
        raise Invalid("tiers", _("At most %(most)s steps."), "tiers", most=MOST_TIERS)
    for limit, price in tiers:
        _price(price, "tiers")
        if limit is not None and limit > LARGEST:
            raise Invalid("tiers", _("This limit is too large."), "tiers")
    if not tiers_ascend(tiers):
        raise Invalid(
            "tiers",
            _("Each step goes further than the one before; only the last may be left open."),
            "tiers",
        )


def _countries(countries: Sequence[str]) -> None:
    unknown = sorted(set(countries) - known_countries())
    if unknown:
        raise Invalid(
            "countries", _("Unknown country: %(country)s."), "country", country=unknown[0]
        )


def _days(least: int | None, most: int | None) -> None:
    for days, field in ((least, "days_min"), (most, "days_max")):
        if days is not None and not 0 <= days <= MOST_DAYS:
            raise Invalid(field, _("A whole number of days, at most a year."), "days")
    if least is not None and most is not None and least > most:
        raise Invalid("days_max", _("This is fewer days than at least."), "days")


def _tracking(carrier: str, address: str) -> None:
    if carrier and carrier not in CARRIERS:
        raise Invalid("carrier", _("Choose a carrier of the list."), "carrier")
    if not address:
        return
    if len(address) > LONGEST_ADDRESS:
        raise Invalid(
            "tracking_address",
            _("At most %(longest)s characters."),
            "long",
            longest=LONGEST_ADDRESS,
        )
    if fault := tracking_address_fault(address):
        raise Invalid("tracking_address", _ADDRESS_FAULTS[fault], fault)
