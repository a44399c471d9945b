"""The shop window: products in lists, and one product."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comptoir.catalog.queries import (
    CardPage,
    ProductPage,
    category_by_slug,
    product_page,
    products_page,
)
from comptoir.shops.queries import public_url
from comptoir.storefront.cards import most_at_once, shown_stocks, variant_options
from comptoir.storefront.frame import page
from comptoir.storefront.visit import Visit, storefront_view

LONGEST_SEARCH = 100


@require_safe
@storefront_view()
def home(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The shop's front page: its words, its categories and what it sells."""
    found = products_page(visit.shop.id, after=request.GET.get("after"))
    description = visit.text(visit.shop.descriptions)
    context = {
        "home": True,
        "title": visit.text(visit.shop.names),
        "description": " ".join(description.split())[:160],
        "about": description if "after" not in request.GET else "",
        **_list(request, found),
    }
    return page(request, visit, "storefront/listing.html", context, same=_shown(found))


@require_safe
@storefront_view()
def category(request: HttpRequest, visit: Visit, category: str) -> HttpResponse:
    """What the shop sells in one category."""
    group = category_by_slug(visit.shop.id, category)
    found = products_page(visit.shop.id, category=category, after=request.GET.get("after"))
    context = {"title": visit.text(group.names), **_list(request, found)}
    return page(
        request, visit, "storefront/listing.html", context, category=category, same=_shown(found)
    )


@require_safe
@storefront_view()
def search(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What the shop sells that has all the words of `q`."""
    wanted = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    found = products_page(visit.shop.id, search=wanted, after=request.GET.get("after"))
    title = _("Search: %(words)s") % {"words": wanted} if wanted else _("All articles")
    context = {"title": title, "searched": wanted, **_list(request, found)}
    return page(request, visit, "storefront/listing.html", context, search=wanted)


def _shown(found: CardPage) -> tuple[tuple[int, bool], ...]:
    """What a list shows besides the shop's set-up."""
    return tuple((card.id, card.available) for card in found.cards)


def _list(request: HttpRequest, found: CardPage) -> dict[str, Any]:
    kept = {name: request.GET[name] for name in ("q",) if request.GET.get(name)}
    older = f"?{urlencode({**kept, 'after': found.after})}" if found.after else ""
    begin = f"?{urlencode(kept)}" if request.GET.get("after") else ""
    return {"cards": found.cards, "older_url": older, "first_url": begin}


@require_safe
@storefront_view()
def product(request: HttpRequest, visit: Visit, product: str) -> HttpResponse:
    """One product with its pictures and variants, to be put in the basket."""
    found = product_page(visit.shop.id, product)
    description = " ".join(visit.text(found.descriptions).split())
    picture = found.pictures[0].url if found.pictures else ""
    most = most_at_once(found)
    left = (shown_stocks(found), most)
    added, short = _just_added(request, found) or 0, "short" in request.GET
    context = {
        "product": found,
        "left": left,
        "options": lambda: variant_options(visit, found, _chosen(request, found)),
        "most": most,
        "lowest": min(variant.price for variant in found.variants),
        "highest": max(variant.price for variant in found.variants),
        "just_added": added,
        "short": short,
        "description": description[:160],
        "social_title": visit.text(found.names),
        "social_type": "product",
        "social_picture": public_url(visit.shop, picture) if picture else "",
    }
    return page(
        request,
        visit,
        "storefront/product.html",
        context,
        category=found.categories[0].slug if found.categories else "",
        same=(left, added, short),
    )


def _chosen(request: HttpRequest, found: ProductPage) -> int | None:
    """The variant that is picked at first: the one just added, a lone one, the first there is."""
    added = _just_added(request, found)
    if added:
        return added
    there = [variant.id for variant in found.variants if variant.available]
    return there[0] if there else None


def _just_added(request: HttpRequest, found: ProductPage) -> int | None:
    text = request.GET.get("added") or request.GET.get("short") or ""
    return next((variant.id for variant in found.variants if str(variant.id) == text), None)
