"""A mail's own page: nothing runs in it, nothing is loaded from elsewhere."""

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse

_POLICY = {
    "default-src": [NONE],
    "script-src": [NONE],
    # Mails carry their styles in themselves.
    "style-src": ["'unsafe-inline'"],
    "img-src": ["data:"],
    "font-src": [NONE],
    "connect-src": [NONE],
    "frame-src": [NONE],
    "form-action": [NONE],
    "base-uri": [NONE],
    "frame-ancestors": [SELF],
    # Links may be followed, in a window of their own.
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}


def mail_frame(request: HttpRequest, html: str) -> HttpResponse:
    """The answer that a sandboxed frame shows."""
    response = HttpResponse(html)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"

    @csp_replace(_POLICY)
    def answer(_request: HttpRequest) -> HttpResponse:
        return response

    answer(request)  # marks the response with its own policy
    return response
