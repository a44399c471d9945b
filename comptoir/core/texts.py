"""Texts that customers see, kept per language, and the rule for falling back."""

import re
import unicodedata
from collections.abc import Mapping

Texts = dict[str, str]

# C0 and C1 controls except tab, line feed, carriage return; none may stand in XML 1.0.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def text_in(texts: Mapping[str, str], language: str, fallback: str = "") -> str:
    """The text in that language; else in `fallback` (the shop's first language); else any."""
    for key in (language, language.split("-", maxsplit=1)[0], fallback):
        if found := texts.get(key):
            return found
    return next((text for text in texts.values() if text), "")


def has_controls(text: str) -> bool:
    """True for text with control characters, which are refused at entry."""
    return bool(_CONTROLS.search(text))


def folded(text: str) -> str:
    """The text as search compares it: no accents, no case, single spaces."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(
        kept.replace("œ", "oe").replace("æ", "ae").replace("ø", "o").replace("ł", "l").split()
    )
