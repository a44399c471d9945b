"""Decisions about a shop, on plain values."""

import re

RESERVED = frozenset(
    {
        "account",
        "admin",
        "api",
        "basket",
        "checkout",
        "desk",
        "healthz",
        "help",
        "hooks",
        "language",
        "mailbox",
        "media",
        "metrics",
        "order",
        "p",
        "robots",
        "setup",
        "shop",
        "static",
    }
)

_NUMBER = re.compile(r"\{number(?::(\d{1,2}))?\}")


def formatted_number(pattern: str, year: int, number: int) -> str:
    """The number as the shop's format writes it: "{year}-{number:5}" gives "2026-00042"."""
    padded = _NUMBER.sub(lambda found: str(number).zfill(int(found[1] or 0)), pattern)
    return padded.replace("{year}", str(year))
