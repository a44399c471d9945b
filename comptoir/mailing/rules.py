"""Decisions about mails on plain values."""

import re
import unicodedata

# One address and nothing else: what a mail's header could be broken with is left out.
_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\\\"]+@[^\s@<>()\[\],;:\\\"]+")
_COLOUR = re.compile("#[0-9a-fA-F]{6}")
# 5xx: the server will not change its mind; asked a few times, because some do.
TRIES_WHEN_REFUSED = 3


def one_line(text: str) -> str:
    """The text fit for a header: no line breaks, no control characters, single spaces."""
    plain = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in text)
    return " ".join(plain.split())


def is_address(text: str) -> bool:
    """True for something that can be one recipient's address."""
    return len(text) <= 320 and _ADDRESS.fullmatch(text) is not None


def once_each(addresses: list[str]) -> list[str]:
    """The addresses in their order, each once, whatever its case."""
    kept: dict[str, str] = {}
    for address in addresses:
        kept.setdefault(address.strip().casefold(), address.strip())
    return list(kept.values())


def is_permanent(code: int) -> bool:
    return 500 <= code < 600


def text_colour(accent: str) -> str:
    """Black or white, whichever reads better on the colour "#rrggbb"."""
    if not _COLOUR.fullmatch(accent):
        return "#ffffff"
    levels = [int(accent[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in levels]
    brightness = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#ffffff" if 1.05 / (brightness + 0.05) >= (brightness + 0.05) / 0.05 else "#1a1917"
