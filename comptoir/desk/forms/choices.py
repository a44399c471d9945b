"""Countries, currencies, zones and languages to choose from, as (code, words) in the reader's language."""

from functools import lru_cache
from zoneinfo import available_timezones

from babel.core import Locale, get_global
from babel.numbers import get_currency_name, is_currency
from django.utils.translation import get_language

from comptoir.core.countries import countries

Choices = list[tuple[str, str]]


def country_choices() -> Choices:
    return list(countries(_language()))


def currency_choices() -> Choices:
    return list(_currencies(_language()))


def zone_choices() -> Choices:
    return list(_zones())


def language_name(code: str) -> str:
    """The language's name in itself: "Français"."""
    name = Locale.parse(code).get_display_name(code) or code
    return name[:1].upper() + name[1:]


def _language() -> str:
    return (get_language() or "en").split("-")[0]


@lru_cache(maxsize=32)
def _currencies(language: str) -> tuple[tuple[str, str], ...]:
    # Only money that some country uses today: CLDR also knows that of the past.
    today = {
        code
        for rows in get_global("territory_currencies").values()
        for code, _start, end, tender in rows
        if tender and end is None and is_currency(code)
    }
    names = [(code, f"{code} – {get_currency_name(code, locale=language)}") for code in today]
    return tuple(sorted(names))


@lru_cache(maxsize=1)
def _zones() -> tuple[tuple[str, str], ...]:
    areas = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
    names = sorted(name for name in available_timezones() if name.startswith(areas))
    return tuple((name, name.replace("_", " ")) for name in [*names, "UTC"])
