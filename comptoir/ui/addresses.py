"""Addresses of pages, for pages that name them by the dozen.

Django tries every pattern for each address. Here it is asked once for each page with samples in
the place of values; afterwards only values are put in.
"""

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import quote

from django.urls import get_script_prefix, get_urlconf, reverse

# What Django itself leaves as it is, but for the stroke that would begin another part.
_PLAIN = "!$&'()*+,;=~:@"


def address(route: str, *values: str | int) -> str:
    """As `reverse()` for values that are in the database, and so known to fit the pattern."""
    kinds = tuple("n" if isinstance(value, int) else "s" for value in values)
    parts = _parts(route, kinds, get_urlconf(), get_script_prefix())
    said = [quote(str(value), safe=_PLAIN) for value in values]
    return parts[0] + "".join(text + part for text, part in zip(said, parts[1:], strict=True))


@lru_cache(maxsize=1024)
def _parts(route: str, kinds: Sequence[str], _urlconf: str | None, _prefix: str) -> tuple[str, ...]:
    """The address of that page around its values."""
    samples = [
        f"sample-{place}-value" if kind == "s" else 987_654_000 + place
        for place, kind in enumerate(kinds)
    ]
    rest, found = reverse(route, args=samples), []
    for sample in samples:
        before, rest = rest.split(str(sample))
        found.append(before)
    return (*found, rest)
