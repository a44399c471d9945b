"""The last look: everything as it will be charged, and the button that obliges to pay."""

import hashlib
import json
from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from comptoir.baskets.actions.accept_prices import accept_prices
from comptoir.baskets.errors import AlreadyOrdered
from comptoir.baskets.models import Basket
from comptoir.baskets.queries import basket_by_token, contents
from comptoir.core.actor import customer
from comptoir.core.countries import country_name
from comptoir.core.errors import Refused, TooOften
from comptoir.orders.actions.place import place
from comptoir.orders.errors import (
    BasketChanged,
    BasketEmpty,
    ShopClosed,
    TermsNotAccepted,
    TooManyOrders,
)
from comptoir.orders.models import Order
from comptoir.orders.queries.draft import draft
from comptoir.orders.queries.of_basket import order_of_basket
from comptoir.orders.totals import Problem
from comptoir.storefront import limits
from comptoir.storefront.changes import OF_BASKET, OF_CHECKOUT, told
from comptoir.storefront.forms.checkout import CheckoutForm
from comptoir.storefront.frame import page
from comptoir.storefront.leaving import leave, lets_out
from comptoir.storefront.missing import closed
from comptoir.storefront.refusals import too_many
from comptoir.storefront.views.checkout import checkout_form
from comptoir.storefront.visit import Visit, storefront_view


@require_http_methods(["GET", "HEAD", "POST"])
@storefront_view(private=True)
def review(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Everything as it will be charged; POST places the order, once."""
    # The form names its basket: an old tab shows its own order, not the basket begun since.
    token = request.POST.get("basket") or visit.basket_token
    # First the basket, then its order: an order placed between the two is then seen.
    basket = basket_by_token(visit.shop.id, token)
    placed = order_of_basket(visit.shop.id, token)
    if placed is not None:
        away = leave(visit, placed) if request.method == "POST" else None
        return away or _thanks(visit, placed)
    if basket is None:
        return redirect("storefront:basket", shop=visit.shop.slug)
    gathered = contents(visit.shop.id, basket.id)
    if not gathered.rows:
        return redirect("storefront:basket", shop=visit.shop.slug)
    form = checkout_form(visit, gathered, basket.checkout)
    if not form.is_valid():
        return redirect(f"{visit.url('checkout')}?check=1")
    if request.method != "POST":
        return _page(request, visit, basket, form)
    return _order(request, visit, basket, form)


def _order(request: HttpRequest, visit: Visit, basket: Basket, form: CheckoutForm) -> HttpResponse:
    if request.POST.get("details") != _digest(basket.checkout):
        return _page(request, visit, basket, form, moved=True, status=409)
    try:
        order = _place(request, visit, basket, form)
    except BasketChanged as changed:
        return _page(request, visit, basket, form, problems=changed.problems, status=409)
    except Refused as refused:
        return _refused(request, visit, basket, form, refused)
    return leave(visit, order) or _thanks(visit, order)


def _refused(
    request: HttpRequest, visit: Visit, basket: Basket, form: CheckoutForm, refused: Refused
) -> HttpResponse:
    """Nothing was ordered: the customer is led to where it can be put right."""
    if isinstance(refused, AlreadyOrdered):
        return redirect("storefront:review", shop=visit.shop.slug)
    if isinstance(refused, BasketEmpty):
        return redirect("storefront:basket", shop=visit.shop.slug)
    if isinstance(refused, TermsNotAccepted):
        return redirect(f"{visit.url('checkout')}?check=1")
    if isinstance(refused, ShopClosed):
        return closed(request, visit)
    if isinstance(refused, TooManyOrders | TooOften):
        return too_many(request, visit)
    return _page(request, visit, basket, form, refusal=refused.message, status=refused.status)


def _place(request: HttpRequest, visit: Visit, basket: Basket, form: CheckoutForm) -> Order:
    details = form.details(visit.language)
    seen = _numbers(request.POST.get("prices", ""))
    # The prices of the page that was just confirmed count as seen; later ones are told.
    accept_prices(shop_id=visit.shop.id, basket_id=basket.id, prices=seen, now=visit.now)
    total = request.POST.get("seen_total", "")
    return place(
        shop_id=visit.shop.id,
        basket_id=basket.id,
        details=details,
        seen_total=int(total) if total.isascii() and total.isdigit() and len(total) < 19 else -1,
        limit=limits.limit(request, f"orders:{visit.shop.id}", visit.shop.orders_per_hour),
        actor=customer(visit.shop.id, details.contact.name),
        now=visit.now,
    )


def _thanks(visit: Visit, order: Order) -> HttpResponse:
    return redirect(f"{visit.url('order', token=order.token)}?thanks=1")


def _page(
    request: HttpRequest,
    visit: Visit,
    basket: Basket,
    form: CheckoutForm,
    *,
    problems: Sequence[Problem] | None = None,
    refusal: str = "",
    moved: bool = False,
    status: int = 200,
) -> HttpResponse:
    details, choices = form.details(visit.language), form.choices
    planned = draft(
        shop=visit.shop,
        basket=basket,
        country=details.country,
        delivery_method_id=details.delivery_method_id,
        payment_method_id=details.payment_method_id,
        language=visit.language,
        now=visit.now,
    )
    shown = list(problems or planned.problems)
    # What stands in the way now decides the button, not what stood there a moment ago.
    kinds = {problem.kind for problem in [*planned.problems, *shown]}
    context = {
        "basket": basket,
        "details": details,
        "delivery": choices.delivery.method if choices.delivery else None,
        "payment": choices.payment,
        "days": choices.days,
        "terms": bool(visit.text(visit.shop.terms)),
        "draft": planned,
        "changes": [told(problem, planned.currency, visit.language) for problem in shown],
        "fit": bool(kinds & set(OF_BASKET)),
        "choose": bool(kinds & set(OF_CHECKOUT)),
        "refusal": refusal,
        "moved": moved,
        "prices": _text({line.variant_id: line.unit_price for line in planned.goods}),
        "digest": _digest(basket.checkout),
        "delivery_country": country_name(details.country, visit.language),
        "billing_country": country_name(
            details.billing["country"] if details.billing else "", visit.language
        ),
    }
    response = page(request, visit, "storefront/review.html", context, status=status)
    return lets_out(response, visit, choices.payment)


def _digest(checkout: Mapping[str, str]) -> str:
    """What the details on the page were; another tab may have changed them meanwhile."""
    text = json.dumps(checkout, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _text(prices: Mapping[int | None, int]) -> str:
    return ",".join(f"{variant}:{price}" for variant, price in prices.items())


def _numbers(text: str) -> dict[int, int]:
    """variant:price, … as the page wrote it; anything else is left out."""
    found: dict[int, int] = {}
    for part in text.split(",")[:200]:
        variant, _, price = part.partition(":")
        if all(one.isascii() and one.isdigit() and len(one) < 19 for one in (variant, price)):
            found[int(variant)] = int(price)
    return found
