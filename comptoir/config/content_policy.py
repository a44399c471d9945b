"""The Content-Security-Policy header, worked out once for all answers that want the usual one."""

from functools import cached_property

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class ContentPolicy(CSPMiddleware):
    """django-csp's own, which puts the policy together anew for each answer, and twice."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if _special(request, response):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self._usual)
        return response

    @cached_property
    def _usual(self) -> str:
        return build_policy()


def _special(request: HttpRequest, response: HttpResponseBase) -> bool:
    """True where a view or a page asked for something of its own, by django-csp's marks."""
    return (
        settings.DEBUG
        or hasattr(settings, "CONTENT_SECURITY_POLICY_REPORT_ONLY")
        or hasattr(request, "_csp_nonce")
        or any(name.startswith("_csp") for name in vars(response))
    )
