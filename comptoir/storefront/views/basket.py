"""The basket: put in, change, take out. Works by plain forms; htmx saves the reload."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from comptoir.baskets.actions.add_to_basket import Added, add_to_basket
from comptoir.baskets.actions.fit_basket import fit_basket
from comptoir.baskets.actions.remove_from_basket import remove_from_basket
from comptoir.baskets.actions.set_quantity import set_quantity
from comptoir.baskets.errors import AlreadyOrdered, BasketFull, NotOffered
from comptoir.baskets.models import Basket
from comptoir.baskets.queries import Contents, contents, open_basket
from comptoir.baskets.rules import MOST_PIECES
from comptoir.core.errors import TooOften
from comptoir.storefront import limits
from comptoir.storefront.frame import page
from comptoir.storefront.refusals import too_many
from comptoir.storefront.visit import Visit, storefront_view


@require_safe
@storefront_view(private=True)
def show(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What the customer has gathered, at today's prices."""
    return _page(request, visit, "")


def _page(request: HttpRequest, visit: Visit, refusal: str, status: int = 200) -> HttpResponse:
    basket = open_basket(visit.shop.id, visit.basket_token)
    gathered = contents(visit.shop.id, basket.id) if basket else Contents([])
    context = {"contents": gathered, "refusal": refusal, "short": request.GET.get("short", "")}
    return page(request, visit, "storefront/basket.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@storefront_view(private=True)
def add(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Puts a variant in the basket; begins one, and its cookie, if there is none."""
    if request.method != "POST":  # a reload, or the language switch of a refusal
        return redirect("storefront:basket", shop=visit.shop.slug)
    try:
        added = add_to_basket(
            shop_id=visit.shop.id,
            token=visit.basket_token,
            variant_id=_number(request, "variant") or 0,
            quantity=_number(request, "quantity") or 1,
            limit=limits.limit(request, "baskets", limits.BASKETS_PER_HOUR),
            now=visit.now,
        )
    except TooOften:
        return too_many(request, visit)
    except (NotOffered, BasketFull) as refused:
        return _page(request, visit, refused.message, refused.status)
    return _added(visit, added)


def _added(visit: Visit, added: Added) -> HttpResponse:
    product = visit.url("product", product=added.offer.product_slug)
    how = "short" if added.short else "added"
    response = redirect(f"{product}?{how}={added.offer.variant_id}")
    visit.remember_basket(response, added.basket.token)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@storefront_view(private=True)
def change(request: HttpRequest, visit: Visit, variant: int) -> HttpResponse:
    """Sets how many of a variant lie in the basket, or takes it out."""
    if request.method != "POST":
        return redirect("storefront:basket", shop=visit.shop.slug)
    basket = open_basket(visit.shop.id, visit.basket_token)
    remove = "remove" in request.POST
    # What is no number changes nothing.
    wanted = 0 if remove else _number(request, "quantity")
    held = wanted
    if basket is not None and wanted is not None:
        try:
            held = _change(visit, basket, variant, wanted, remove=remove)
        except AlreadyOrdered:
            held = wanted
    back = visit.url("basket")
    short = held is not None and wanted is not None and held < wanted
    return redirect(f"{back}?short={variant}" if short else back)


def _change(visit: Visit, basket: Basket, variant: int, wanted: int, *, remove: bool) -> int:
    if remove:
        remove_from_basket(
            shop_id=visit.shop.id, basket_id=basket.id, variant_id=variant, now=visit.now
        )
        return wanted
    return set_quantity(
        shop_id=visit.shop.id,
        basket_id=basket.id,
        variant_id=variant,
        quantity=wanted,
        now=visit.now,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@storefront_view(private=True)
def fit(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Takes out what is gone and lowers what is short, then back to where the customer was."""
    if request.method != "POST":
        return redirect("storefront:basket", shop=visit.shop.slug)
    basket = open_basket(visit.shop.id, visit.basket_token)
    if basket is not None:
        fit_basket(shop_id=visit.shop.id, basket_id=basket.id, now=visit.now)
    name = "review" if request.POST.get("then") == "review" else "basket"
    return redirect(reverse(f"storefront:{name}", kwargs={"shop": visit.shop.slug}))


def _number(request: HttpRequest, name: str) -> int | None:
    """The whole number of that input, within what the database can hold; None for no such number."""
    text = request.POST.get(name, "").strip()
    if not text.isascii() or not text.isdigit():
        return None
    most = MOST_PIECES if name == "quantity" else 2**62
    return min(int(text[:19]), most)
