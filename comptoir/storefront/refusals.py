"""Pages that say why something was not done."""

from django.http import HttpRequest, HttpResponse

from comptoir.storefront.frame import page
from comptoir.storefront.visit import Visit


def too_many(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Too much came from this address; it is told when to come back."""
    response = page(request, visit, "storefront/too_many.html", {}, status=429)
    response.headers["Retry-After"] = "3600"
    return response
