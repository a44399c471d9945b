"""How pages about one order answer."""

from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec

from django.http import HttpResponse
from django.shortcuts import render

from comptoir.core.errors import Forbidden
from comptoir.desk.access import DeskRequest, desk_view, forbidden
from comptoir.desk.frame import desk_frame
from comptoir.shops.rights import SEE

P = ParamSpec("P")
View = Callable[Concatenate[DeskRequest, P], HttpResponse]


def order_page(view: View[P]) -> Callable[..., Any]:
    """The view is open to whoever may see orders; what an action forbids is a page that says so."""

    @wraps(view)
    def answered(request: DeskRequest, /, *args: P.args, **named: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **named)
        except Forbidden:
            return forbidden(request)

    return desk_view(right=SEE)(answered)


def page(
    request: DeskRequest,
    template: str,
    context: Mapping[str, Any],
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """The template inside the desk's frame."""
    return render(request, template, {"frame": desk_frame(request), **context}, status=status)
