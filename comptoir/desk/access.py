"""Who may enter: every desk page is closed unless its view is opened here."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from copy import copy
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from comptoir.core.actor import Actor
from comptoir.core.clock import zone
from comptoir.core.errors import NotFound
from comptoir.core.kept import looking
from comptoir.desk.frame import account_frame, desk_frame
from comptoir.desk.typed import Typed, sign_in, waiting
from comptoir.shops.models import Account, Shop
from comptoir.shops.queries import actor_of, shop_and_revision
from comptoir.ui.frames import DeskFrame

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)


class AccountRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: Account


class DeskRequest(AccountRequest):
    """A request of a member inside one of their shops."""

    shop: Shop
    # How often the shop's set-up has changed: what is drawn once names it.
    revision: int
    actor: Actor


_READS = ("GET", "HEAD")
View = Callable[Concatenate[DeskRequest, P], HttpResponseBase]


def desk_view(*, right: str | None = None) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """The view of one shop (`shop` in its address) is open to members who hold the right.

    Signed out: to sign-in and back. No member: 404, as for a shop that isn't there.
    """

    def opened(view: View[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: Any, shop: str, *args: Any, **named: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return sign_in(request)
            try:
                with _reading(request, shop):
                    return inside(request, *args, **named)
            except NotFound as missing:
                raise Http404 from missing

        def inside(request: Any, *args: Any, **named: Any) -> HttpResponseBase:
            if right is not None and not request.actor.may(right):
                return forbidden(request)
            if typed := waiting(request):
                return offered(request, typed, desk_frame(request))
            with timezone.override(zone(request.shop.zone)):
                return _private(_rendered(view(request, *args, **named)))

        return guarded

    return opened


@contextmanager
def _reading(request: Any, slug: str) -> Iterator[None]:
    """The request knows its shop and who acts. A page is drawn from one revision of the shop;
    what is sent may change the shop meanwhile, and so asks each time. Raises NotFound.
    """
    shop, revision = shop_and_revision(slug)
    # A form may write into the shop it shows: what is kept stays as it is.
    request.shop, request.revision = copy(shop), revision
    with looking(shop.id, revision):
        request.actor = actor_of(request.user, request.shop)
    with looking(shop.id, revision) if request.method in _READS else nullcontext():
        yield


def account_view(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """The view belongs to an account, not to a shop: signed out leads to sign-in and back."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **named: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return sign_in(request)
        if typed := waiting(request):
            return offered(request, typed, account_frame(request))
        return _private(view(request, *args, **named))

    return guarded


def forbidden(request: DeskRequest) -> HttpResponse:
    return _private(
        render(request, "desk/forbidden.html", {"frame": desk_frame(request)}, status=403)
    )


def offered(request: HttpRequest, typed: Typed, frame: DeskFrame) -> HttpResponse:
    """The page that keeps what was typed before sign-in, with a button that sends it."""
    return _private(render(request, "desk/typed.html", {"frame": frame, "typed": typed}))


def _rendered(response: HttpResponseBase) -> HttpResponseBase:
    # A template response is drawn here, while the shop's zone holds.
    render_now = getattr(response, "render", None)
    return render_now() if callable(render_now) else response


def _private(response: R) -> R:
    """No cache on the way keeps it. Not `no-store`: Back would lose what was typed."""
    if not response.has_header("Cache-Control"):
        response.headers["Cache-Control"] = "private, no-cache"
    return response
