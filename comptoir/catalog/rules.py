"""Decisions about goods, on plain values."""

import re
from collections.abc import Collection, Iterable, Mapping

from comptoir.core.texts import folded

_GAPS = re.compile(r"[^a-z0-9]+")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_SLUG = 80
LONGEST_NAME = 200
LONGEST_TEXT = 20_000
LONGEST_SKU = 64
# Beyond any parcel, and safe in the database's integers.
HEAVIEST = 10_000_000
MOST_PIECES = 10**9
MOST_VARIANTS = 100
MOST_PICTURES = 30


def slug_from(name: str, instead: str) -> str:
    """The name as part of an address: "Tasse à café" gives "tasse-a-cafe"."""
    return _GAPS.sub("-", folded(name)).strip("-")[:LONGEST_SLUG].strip("-") or instead


def slug_valid(slug: str) -> bool:
    return len(slug) <= LONGEST_SLUG and bool(_SLUG.fullmatch(slug))


def free_slug(wish: str, taken: Collection[str]) -> str:
    """The wish, or the wish with the first number that is free: "tasse-2"."""
    number, slug = 1, wish
    while slug in taken:
        number += 1
        ending = f"-{number}"
        slug = f"{wish[: LONGEST_SLUG - len(ending)].rstrip('-')}{ending}"
    return slug


def search_text(texts: Iterable[Mapping[str, str]], skus: Iterable[str]) -> str:
    """Everything a product can be found by, folded, as `products_page` compares it."""
    words = [text for several in texts for text in several.values()]
    return folded(" ".join([*words, *skus]))
