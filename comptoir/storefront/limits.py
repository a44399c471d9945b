"""How much one network address may do in an hour."""

from ipaddress import IPv6Address, ip_address

from django.http import HttpRequest

from comptoir.core.tally import Limit

BASKETS_PER_HOUR = 60
WITHDRAWALS_PER_HOUR = 20
PAYMENTS_PER_HOUR = 60


def limit(request: HttpRequest, what: str, most: int) -> Limit:
    """At most so many of it from that address."""
    return Limit(f"storefront:{what}:{_network(request.META.get('REMOTE_ADDR', ''))}", most)


def _network(address: str) -> str:
    """The address; of IPv6 only the half that a provider hands to one customer."""
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address):
        return found.ipv4_mapped.exploded if found.ipv4_mapped else found.exploded[:19]
    return found.exploded
