"""What stands around every page of a shop: name, categories, basket, legal pages, languages."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _

from comptoir.baskets.queries import pieces
from comptoir.catalog.queries import categories
from comptoir.core.kept import kept
from comptoir.shops.queries import public_url
from comptoir.storefront import languages
from comptoir.storefront.legal import PAGES, titles
from comptoir.storefront.media import accent_digest, media_url
from comptoir.ui.forms import language_name
from comptoir.ui.frames import Link, StorefrontFrame
from comptoir.ui.shell import in_shell
from comptoir.ui.whole import whole

if TYPE_CHECKING:
    from comptoir.storefront.visit import Visit

# Shows nothing of a page but its frame: no address of it, no words for search engines.
SHELL = "storefront/private.html"


def page(
    request: HttpRequest,
    visit: "Visit",
    template: str,
    context: Mapping[str, Any],
    *,
    status: int = 200,
    category: str = "",
    search: str = "",
    same: Hashable | None = None,
) -> HttpResponse:
    """The template in the shop's frame, answered with that status.

    same: what the page shows besides its frame and the shop's set-up. The same again is not
    drawn again, for whomever it is asked; None: the page is one visitor's.
    """
    frame = storefront_frame(request, visit, category=category, search=search)
    given = {"visit": visit, "shop": visit.shop, "frame": frame, "seen": _seen(request, visit)}
    if same is not None:
        return whole(request, template, {**given, **context}, key=(frame.key, same))
    return in_shell(
        request, template, {**given, **context}, parent=SHELL, key=frame.key, status=status
    )


def storefront_frame(
    request: HttpRequest, visit: "Visit", *, category: str = "", search: str = ""
) -> StorefrontFrame:
    """One statement at most: what lies in the basket, if there is one."""
    shop, query = visit.shop, request.GET.urlencode() if request.method == "GET" else ""
    count = pieces(shop.id, visit.basket_token)
    fixed = kept(
        shop.id, ("frame", visit.language, category), lambda: _fixed_frame(visit, category)
    )
    return replace(
        fixed,
        search_query=search,
        basket_count=count,
        languages=_languages(request, visit),
        key=(shop.id, visit.revision, category, search, count, query),
    )


def _fixed_frame(visit: "Visit", category: str) -> StorefrontFrame:
    """What is the same for all visitors who read that language."""
    shop = visit.shop
    return StorefrontFrame(
        home_url=visit.url("home"),
        shop_name=visit.text(shop.names),
        logo_url=media_url(shop, shop.logo.name) if shop.logo else "",
        accent_url=visit.url("accent", digest=accent_digest(shop.accent)),
        categories=[
            Link(
                visit.text(found.names),
                visit.url("category", category=found.slug),
                current=found.slug == category,
            )
            for found in categories(shop.id)
        ],
        search_url=visit.url("search"),
        basket_url=visit.url("basket"),
        legal=_legal(visit),
        footer_note=shop.legal_name or visit.text(shop.names),
    )


def _legal(visit: "Visit") -> list[Link]:
    shop_texts = [(name, getattr(visit.shop, name)) for name in PAGES]
    named = titles()
    links = [
        Link(named[name], visit.url("page", page=name))
        for name, texts in shop_texts
        if visit.text(texts)
    ]
    return [*links, Link(_("Withdraw from contract here"), visit.url("withdraw_any"))]


def _languages(request: HttpRequest, visit: "Visit") -> list[Link]:
    spoken = [str(code) for code in visit.shop.languages]
    if len(spoken) < 2:
        return []
    query = request.GET if request.method == "GET" else QueryDict()
    rest = [(name, value) for name, value in query.lists() if name != languages.PARAMETER]
    return [
        Link(language_name(code), _in_language(rest, code), code == visit.language, language=code)
        for code in spoken
    ]


def _in_language(rest: Sequence[tuple[str, Sequence[str]]], code: str) -> str:
    return f"?{urlencode([*rest, (languages.PARAMETER, code)], doseq=True)}"


def _seen(request: HttpRequest, visit: "Visit") -> dict[str, Any]:
    """What search engines are told: the address of this page, and of it in other languages."""
    path = public_url(visit.shop, request.path)
    spoken = [str(code) for code in visit.shop.languages]
    if len(spoken) < 2:
        return {"canonical": path, "alternates": [], "site": settings.COMPTOIR_URL}
    return {
        "canonical": f"{path}?{languages.PARAMETER}={visit.language}",
        "alternates": [
            *((code, f"{path}?{languages.PARAMETER}={code}") for code in spoken),
            ("x-default", path),
        ],
        "site": settings.COMPTOIR_URL,
    }
