"""Checks of what customers type, on plain values. What is typed is never changed."""

import phonenumbers
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise
from stdnum.eu import vat

from comptoir.storefront.postal import postal_rules

MISSING: dict[str, StrOrPromise] = {
    "street": _("Enter the street and house number."),
    "postal_code": _("Enter the postal code."),
    "city": _("Enter the town or city."),
    "region": _("Enter the state, province or region."),
}


def address_faults(country: str, parts: dict[str, str]) -> dict[str, StrOrPromise]:
    """Part → what is wrong with it, by the rules of that country."""
    rules = postal_rules(country)
    faults: dict[str, StrOrPromise] = {
        name: MISSING[name] for name in sorted(rules.required) if not parts.get(name)
    }
    code = parts.get("postal_code", "")
    if code and not rules.postal_code_fits(code):
        fault: StrOrPromise = _("This is not a postal code of that country.")
        if rules.example:
            fault = _("This is not a postal code of that country; one looks like %(example)s.") % {
                "example": rules.example
            }
        faults["postal_code"] = fault
    return faults


def phone_fits(text: str, country: str) -> bool:
    """True for a number that can exist, read as people of that country dial it."""
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(number)


def vat_number_fits(text: str, country: str) -> bool:
    """False only where the format is known and missed: in the EU, by country and check digit."""
    known = {code.upper() for code in vat.MEMBER_STATES} | {"EL"}
    typed = "".join(c for c in text.upper() if c.isalnum())
    if typed[:2] in known and vat.is_valid(typed):
        return True
    if country in known:
        return bool(vat.is_valid(("EL" if country == "GR" else country) + typed))
    return typed[:2] not in known and len(typed) >= 4
