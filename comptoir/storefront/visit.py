"""One request of one customer to one shop, as a value that every view is handed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers

from comptoir.core.clock import utc_now, zone
from comptoir.core.errors import NotFound
from comptoir.core.kept import looking
from comptoir.core.texts import Texts, text_in
from comptoir.shops.models import Shop
from comptoir.shops.queries import shop_and_revision
from comptoir.storefront import languages
from comptoir.storefront.missing import closed, missing

BASKET_COOKIE = "basket"
BASKET_DAYS = 30
YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Visit:
    shop: Shop
    language: str
    basket_token: str
    now: datetime
    revision: int

    def text(self, texts: Texts) -> str:
        """The shop's text in the customer's language."""
        return text_in(texts, self.language, self.shop.language)

    def url(self, name: str, **parts: object) -> str:
        """The address of a page of this shop."""
        return reverse(f"storefront:{name}", kwargs={"shop": self.shop.slug, **parts})

    def remember_basket(self, response: HttpResponseBase, token: str) -> None:
        """The customer's browser keeps the basket; no script and no other shop can read it."""
        response.set_cookie(
            BASKET_COOKIE,
            token,
            max_age=BASKET_DAYS * 24 * 3600,
            path=self.url("home"),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, Visit, P], HttpResponseBase]


def storefront_view(
    *, when_closed: bool = False, private: bool = False, referrer: str = ""
) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """The view answers in the shop's zone and the customer's language, or with "not found".

    when_closed: a closed shop still shows it. private: never cached, never indexed.
    """

    def decorate(view: View[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def answer(
            request: HttpRequest, /, shop: str, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponseBase:
            try:
                found, revision = shop_and_revision(shop)
            except NotFound:
                return missing(request)
            visit = Visit(
                shop=found,
                language=languages.chosen(request, found),
                basket_token=request.COOKIES.get(BASKET_COOKIE, "")[:64],
                now=utc_now(),
                revision=revision,
            )
            with (
                looking(found.id, revision),
                translation.override(visit.language),
                timezone.override(zone(found.zone)),
            ):
                response = _answer(view, request, visit, when_closed, *args, **kwargs)
            _finish(request, response, visit)
            if private:
                _hide(response, referrer)
            return response

        return answer

    return decorate


def _answer(
    view: View[P],
    request: HttpRequest,
    visit: Visit,
    when_closed: bool,
    *args: P.args,
    **kwargs: P.kwargs,
) -> HttpResponseBase:
    if not (visit.shop.open or when_closed):
        return closed(request, visit)
    try:
        return view(request, visit, *args, **kwargs)
    except NotFound:
        return missing(request, visit)


def _finish(request: HttpRequest, response: HttpResponseBase, visit: Visit) -> None:
    response.headers.setdefault("Content-Language", visit.language)
    if isinstance(response, HttpResponse) and "html" in response.headers.get("Content-Type", ""):
        # Basket, language and form tokens are one visitor's: no shared cache keeps them.
        response.headers.setdefault("Cache-Control", "private, no-cache")
        patch_vary_headers(response, ("Cookie", "Accept-Language"))
    if request.GET.get(languages.PARAMETER) == visit.language:
        response.set_cookie(
            languages.COOKIE,
            visit.language,
            max_age=YEAR,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def _hide(response: HttpResponseBase, referrer: str) -> None:
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    if referrer:
        response.headers.setdefault("Referrer-Policy", referrer)
