"""Forwarded headers are believed from named proxies only."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from comptoir.config.proxies import TrustedProxies

pytestmark = pytest.mark.once


def seen(settings: Settings, trusted: list[str], sender: str, **headers: str) -> HttpRequest:
    settings.COMPTOIR_TRUSTED_PROXIES = trusted
    requests: list[HttpRequest] = []

    def view(request: HttpRequest) -> HttpResponse:
        requests.append(request)
        return HttpResponse()

    TrustedProxies(view)(RequestFactory().get("/", REMOTE_ADDR=sender, headers=headers))
    return requests[0]


def test_a_strangers_headers_are_dropped(settings: Settings) -> None:
    request = seen(
        settings,
        ["10.0.0.0/8"],
        "203.0.113.9",
        **{"X-Forwarded-For": "1.2.3.4", "X-Forwarded-Proto": "https"},
    )
    assert request.META["REMOTE_ADDR"] == "203.0.113.9"
    assert not request.is_secure()
    assert "HTTP_X_FORWARDED_FOR" not in request.META


def test_a_proxys_headers_are_believed(settings: Settings) -> None:
    request = seen(
        settings,
        ["10.0.0.0/8"],
        "10.1.2.3",
        **{"X-Forwarded-For": "198.51.100.7", "X-Forwarded-Proto": "https"},
    )
    assert request.META["REMOTE_ADDR"] == "198.51.100.7"
    assert request.is_secure()


def test_what_the_client_wrote_before_the_proxy_is_not_believed(settings: Settings) -> None:
    request = seen(
        settings,
        ["10.0.0.0/8"],
        "10.1.2.3",
        **{"X-Forwarded-For": "1.1.1.1, 198.51.100.7, 10.9.9.9"},
    )
    assert request.META["REMOTE_ADDR"] == "198.51.100.7"


@pytest.mark.parametrize("chain", ["", "nonsense", "10.1.1.1", ", ,"])
def test_a_chain_without_a_client_leaves_the_proxy(settings: Settings, chain: str) -> None:
    request = seen(settings, ["10.0.0.0/8"], "10.1.2.3", **{"X-Forwarded-For": chain})
    assert request.META["REMOTE_ADDR"] == "10.1.2.3"
