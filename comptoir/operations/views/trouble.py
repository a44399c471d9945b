"""What is answered when a page could not be made."""

import sys

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, override

from comptoir.storefront import languages

# PostgreSQL: the database takes no writes (a standby, or set so by hand).
READ_ONLY = "25006"
SECONDS = "10"


def trouble(request: HttpRequest) -> HttpResponse:
    """503 and when to come back if the database is away, locked, full or read-only; else 500.

    In the visitor's language, without a look into the database.
    """
    error = sys.exc_info()[1]
    with override(_language(request)):
        said = _said(request)
        if not passes(error):
            return HttpResponse(render_to_string("500.html", said), status=500)
        response = HttpResponse(render_to_string("503.html", said), status=503)
        response.headers["Retry-After"] = SECONDS
        response.headers["Cache-Control"] = "no-store"
        return response


def passes(error: BaseException | None) -> bool:
    """True for a fault of the database that is over once the machine is well again."""
    if isinstance(error, OperationalError | InterfaceError):
        return True
    return isinstance(error, DatabaseError) and (
        getattr(error.__cause__, "sqlstate", "") == READ_ONLY
    )


def _said(request: HttpRequest) -> dict[str, object]:
    """Whose page it was, and the ways on: both known from the address alone."""
    desk = _of_desk(request)
    home_url = reverse("desk:shops" if desk else "storefront:root")
    named = getattr(request.resolver_match, "kwargs", {}).get("shop")
    if named and not desk:
        home_url = reverse("storefront:home", args=[named])
    return {
        "desk": desk,
        # A page can be asked for once more; what was sent is sent again by reloading.
        "again": request.method in {"GET", "HEAD"},
        "home_url": "" if request.path == home_url else home_url,
    }


def _of_desk(request: HttpRequest) -> bool:
    return request.path.startswith(("/desk/", "/account/"))


def _language(request: HttpRequest) -> str:
    """A customer's choice in the storefront counts there; the shop's own can't be asked."""
    wishes = (request.GET.get(languages.PARAMETER), request.COOKIES.get(languages.COOKIE))
    if not _of_desk(request):
        for wish in wishes:
            if wish in dict(settings.LANGUAGES):
                return str(wish)
    return get_language() or settings.LANGUAGE_CODE
