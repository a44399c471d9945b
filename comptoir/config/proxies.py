"""Believing forwarded headers from named proxies only."""

from collections.abc import Callable
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_FORWARDED = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
    "HTTP_FORWARDED",
)


class TrustedProxies:
    """Behind it, REMOTE_ADDR and the scheme are the client's own, and forwarded headers are gone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.networks: list[IPv4Network | IPv6Network] = [
            ip_network(item, strict=False) for item in settings.COMPTOIR_TRUSTED_PROXIES
        ]

    def __call__(self, request: HttpRequest) -> HttpResponse:
        meta = request.META
        if self.networks and self._trusted(meta.get("REMOTE_ADDR", "")):
            client = self._client(meta.get("HTTP_X_FORWARDED_FOR", ""))
            if client:
                meta["REMOTE_ADDR"] = client
            scheme = meta.get("HTTP_X_FORWARDED_PROTO", "").strip().lower()
            if scheme in {"http", "https"} and hasattr(request, "environ"):
                request.environ["wsgi.url_scheme"] = scheme
        for name in _FORWARDED:
            meta.pop(name, None)
        return self.get_response(request)

    def _client(self, chain: str) -> str:
        """The last address of the chain that is not one of our proxies: all before it can be made up."""
        for hop in reversed([part.strip() for part in chain.split(",") if part.strip()]):
            if not self._trusted(hop):
                return hop if _address(hop) is not None else ""
        return ""

    def _trusted(self, address: str) -> bool:
        known = _address(address)
        return known is not None and any(known in net for net in self.networks)


@lru_cache(maxsize=1024)
def _address(text: str) -> IPv4Address | IPv6Address | None:
    """What is written there; the proxies' own come with every request. None for no address."""
    try:
        return ip_address(text)
    except ValueError:
        return None
