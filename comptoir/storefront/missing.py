"""Answers for what is not there."""

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from comptoir.storefront import frame

if TYPE_CHECKING:
    from comptoir.storefront.visit import Visit


def missing(request: HttpRequest, visit: "Visit | None" = None) -> HttpResponse:
    """Says "not found", in the shop's frame where there is a shop."""
    if visit is None:
        return render(request, "storefront/no_shop.html", status=404)
    return frame.page(request, visit, "storefront/missing.html", {}, status=404)


def closed(request: HttpRequest, visit: "Visit") -> HttpResponse:
    """The shop's door is shut for now; search engines are asked to come back."""
    response = frame.page(request, visit, "storefront/closed.html", {}, status=503)
    response.headers["Retry-After"] = "3600"
    return response
