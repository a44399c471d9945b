"""How much one network address may do in an hour, counted in the cache all processes share."""

from ipaddress import IPv6Address, ip_address

from django.core.cache import cache
from django.http import HttpRequest

HOUR = 3600
BASKETS_PER_HOUR = 60
WITHDRAWALS_PER_HOUR = 20


def within(request: HttpRequest, what: str, most: int) -> bool:
    """True while that address has done it fewer than `most` times this hour; counts nothing."""
    return int(cache.get(_key(request, what)) or 0) < most


def count(request: HttpRequest, what: str) -> None:
    """One more of it was done by that address."""
    key = _key(request, what)
    if not cache.add(key, 1, HOUR):
        try:
            cache.incr(key)
        except ValueError:  # it ran out between the two calls
            cache.set(key, 1, HOUR)


def _key(request: HttpRequest, what: str) -> str:
    return f"storefront:{what}:{_network(request.META.get('REMOTE_ADDR', ''))}"


def _network(address: str) -> str:
    """The address; of IPv6 only the half that a provider hands to one customer."""
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address):
        return found.ipv4_mapped.exploded if found.ipv4_mapped else found.exploded[:19]
    return found.exploded
