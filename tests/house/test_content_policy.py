"""The header that is worked out once is the one that django-csp would have written."""

from collections.abc import Callable

import pytest
from csp.decorators import csp_replace, csp_update
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from comptoir.config.content_policy import ContentPolicy

NAME = "Content-Security-Policy"
pytestmark = pytest.mark.once


def _plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


def _own_header(request: HttpRequest) -> HttpResponse:
    return HttpResponse("", headers={NAME: "default-src 'none'; sandbox"})


View = Callable[[HttpRequest], HttpResponseBase]
VIEWS: list[View] = [
    _plain,
    _own_header,
    csp_update({"form-action": ["https://pay.example"]})(_plain),
    csp_replace({"img-src": ["'none'"]})(_plain),
]


def _header(middleware: CSPMiddleware) -> str:
    answer = middleware(RequestFactory().get("/"))
    assert isinstance(answer, HttpResponse)
    return answer[NAME]


@pytest.mark.parametrize("view", VIEWS)
def test_the_header_is_django_csps_own(view: View) -> None:
    ours, theirs = ContentPolicy(view), CSPMiddleware(view)
    for _ in range(2):
        assert _header(ours) == _header(theirs)


def test_what_one_page_is_allowed_no_other_is() -> None:
    assert "pay.example" in _header(ContentPolicy(VIEWS[2]))
    assert "pay.example" not in _header(ContentPolicy(_plain))
