"""Refusals of settings that a shop can't have, before anything is written. All raise Invalid."""

import re
from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from comptoir.core.countries import known_countries
from comptoir.core.errors import Invalid
from comptoir.core.texts import has_controls
from comptoir.shops.rules import number_format_fault

LONGEST_PERSON = 100
LONGEST_LINE = 200
LONGEST_TEXT = 100_000
MOST_ADDRESSES = 10
_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)


def check_setting(name: str, value: Any) -> None:
    """Returns for a value that the shop's field can have; raises Invalid naming the field."""
    check = CHECKS.get(name)
    if check is None:
        raise Invalid(name, _("This can't be set here."), "unknown")
    check(name, value)


def check_person(name: str, language: str) -> None:
    """Returns for a name that people can have, and a language that the desk speaks."""
    if "\n" in name or has_controls(name) or len(name) > LONGEST_PERSON:
        raise Invalid("name", _("This can't be a name."), "name")
    if language not in {code for code, _label in settings.LANGUAGES}:
        raise Invalid("language", _("Choose a language."), "language")


def _line(name: str, value: Any) -> None:
    _text(name, value, LONGEST_LINE)
    if "\n" in value or "\r" in value:
        raise Invalid(name, _("This is one line."), "line")


def _long(name: str, value: Any) -> None:
    _text(name, value, LONGEST_TEXT)


def _text(name: str, value: Any, longest: int) -> None:
    if has_controls(value):
        raise Invalid(name, _("This text contains control characters."), "control_characters")
    if len(value) > longest:
        raise Invalid(name, _("This text is too long."), "too_long")


def _texts(name: str, value: Mapping[str, str]) -> None:
    for text in value.values():
        _long(name, text)


def _names(name: str, value: Mapping[str, str]) -> None:
    for text in value.values():
        _line(name, text)
    if not any(text.strip() for text in value.values()):
        raise Invalid(name, _("Please enter a name."), "required")


def _email(name: str, value: str) -> None:
    if not value:
        return
    try:
        validate_email(value)
    except ValidationError as error:
        text = _("“%(value)s” is no e-mail address.")
        raise Invalid(name, text, "email", value=value) from error


def _emails(name: str, value: list[str]) -> None:
    if len(value) > MOST_ADDRESSES:
        raise Invalid(name, _("Ten addresses at most."), "too_many")
    for address in value:
        _email(name, address)


def _languages(name: str, value: list[str]) -> None:
    known = {code for code, _label in settings.LANGUAGES}
    if not value or len(set(value)) != len(value) or not set(value) <= known:
        raise Invalid(name, _("Choose at least one language."), "languages")


def _zone(name: str, value: str) -> None:
    if value not in available_timezones():
        raise Invalid(name, _("Choose a time zone."), "zone")


def _country(name: str, value: str) -> None:
    if value not in known_countries():
        raise Invalid(name, _("Choose a country."), "country")


def _number_format(name: str, value: str) -> None:
    fault = number_format_fault(value)
    if fault:
        raise Invalid(name, fault, "number_format")


def _colour(name: str, value: str) -> None:
    if not _COLOUR.fullmatch(value):
        raise Invalid(name, _("A colour is written as #1f5c4d."), "colour")


def _flag(name: str, value: Any) -> None:
    if not isinstance(value, bool):
        raise Invalid(name, _("This is on or off."), "flag")


def _count(name: str, value: int | None) -> None:
    if value is not None and not 1 <= value <= 100_000:
        raise Invalid(name, _("Enter a number from 1 on."), "count")


def _needed_count(name: str, value: int | None) -> None:
    if value is None:
        raise Invalid(name, _("Enter a number from 1 on."), "count")
    _count(name, value)


CHECKS: dict[str, Callable[[str, Any], None]] = {
    "names": _names,
    "descriptions": _texts,
    "languages": _languages,
    "zone": _zone,
    "country": _country,
    "open": _flag,
    "sender_email": _email,
    "reply_email": _email,
    "notification_emails": _emails,
    "mail_payment_received": _flag,
    "mail_cancelled": _flag,
    "legal_name": _line,
    "legal_address": _long,
    "registration_number": _line,
    "vat_number": _line,
    "phone": _line,
    "vat_registered": _flag,
    "vat_exempt_sentence": _texts,
    "terms": _texts,
    "privacy": _texts,
    "withdrawal": _texts,
    "imprint": _texts,
    "number_format": _number_format,
    "accent": _colour,
    "trash_days": _count,
    "orders_per_hour": _needed_count,
}
