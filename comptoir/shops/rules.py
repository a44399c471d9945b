"""Decisions about a shop, on plain values."""

import re

from django.utils.translation import gettext as _

RESERVED = frozenset(
    {
        "account",
        "add",
        "admin",
        "api",
        "basket",
        "checkout",
        "desk",
        "first-run",
        "healthz",
        "join",
        "help",
        "hooks",
        "language",
        "mailbox",
        "media",
        "metrics",
        "order",
        "p",
        "robots",
        "schemas",
        "setup",
        "shop",
        "static",
    }
)

LONGEST_FORMAT = 40
_ALLOWED = re.compile(r"[A-Za-z0-9._-]*")
_NUMBER = re.compile(r"\{number(?::([1-9]|1[0-2]))?\}")


def formatted_number(pattern: str, year: int, number: int) -> str:
    """The number as the shop's format writes it: "{year}-{number:5}" gives "2026-00042"."""
    padded = _NUMBER.sub(lambda found: str(number).zfill(int(found[1] or 0)), pattern)
    return padded.replace("{year}", str(year))


def number_format_fault(pattern: str) -> str:
    """What is wrong with an order number format, in words; "" for one that can be used."""
    if len(pattern) > LONGEST_FORMAT:
        return _("This is too long.")
    if len(_NUMBER.findall(pattern)) != 1:
        return _("Write {number} once, or {number:5} for five digits.")
    if pattern.count("{year}") > 1:
        return _("Write {year} once at most.")
    rest = _NUMBER.sub("", pattern).replace("{year}", "")
    if not _ALLOWED.fullmatch(rest):
        return _("Beside {number} and {year}: letters, digits and . _ - only.")
    return ""
