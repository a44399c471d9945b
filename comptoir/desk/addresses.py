"""Addresses of an order's pages, which lists need by the hundred.

Django looks through every pattern for each address; here it is asked once per shop and page.
"""

from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote

from django.urls import reverse

# Stands where the number goes; nothing in a shop's own address looks like it.
_NUMBER = "~number~"
# What Django itself leaves as it is, but for the stroke that would begin another part.
_PLAIN = "!$&'()*+,;=~:@"


@lru_cache(maxsize=4096)
def order_address(name: str, slug: str) -> Callable[[str], str]:
    """From an order's number, the address of that page of it: "order", "order_pay" …"""
    before, after = reverse(f"desk:{name}", args=[slug, _NUMBER]).split(_NUMBER)
    return lambda number: f"{before}{quote(number, safe=_PLAIN)}{after}"
