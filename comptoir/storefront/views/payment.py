"""Another way to pay an order that was placed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comptoir.core.actor import customer
from comptoir.core.errors import Refused
from comptoir.orders.actions.change_payment_method import change_payment_method
from comptoir.orders.models import Order
from comptoir.orders.queries.one import customers_view, order_by_token
from comptoir.orders.queries.payment_offers import payment_offers
from comptoir.storefront.frame import page
from comptoir.storefront.leaving import leave, lets_out
from comptoir.storefront.visit import Visit, storefront_view


@require_http_methods(["GET", "HEAD", "POST"])
@storefront_view(when_closed=True, private=True, referrer="same-origin")
def choose(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """The ways that are open to the order, each with the total that it would then have."""
    if request.method != "POST":
        return _page(request, visit, token)
    order = order_by_token(visit.shop.id, token)
    chosen, seen = _chosen(request)
    if not chosen:
        return _page(request, visit, token, _("Choose how to pay."), 422)
    try:
        if order.payment_method_id != chosen:
            change_payment_method(
                shop_id=visit.shop.id,
                order_id=order.id,
                payment_method_id=chosen,
                seen_total=seen,
                actor=customer(visit.shop.id, order.name),
                now=visit.now,
            )
    except Refused as refused:
        return _page(request, visit, token, refused.message, refused.status)
    changed: Order = order_by_token(visit.shop.id, token)
    return leave(visit, changed) or redirect(visit.url("order", token=token))


def _chosen(request: HttpRequest) -> tuple[int, int]:
    """The method that was ticked, and the total that stood beside it."""
    method = request.POST.get("method", "")
    seen = request.POST.get(f"total-{method}", "")
    if not all(one.isascii() and one.isdigit() and len(one) < 19 for one in (method, seen)):
        return 0, 0
    return int(method), int(seen)


def _page(
    request: HttpRequest, visit: Visit, token: str, refusal: str = "", status: int = 200
) -> HttpResponse:
    found = customers_view(visit.shop.id, token)
    offers = payment_offers(visit.shop, found.order, found.lines)
    if not offers and not refusal:
        return redirect(visit.url("order", token=token))
    context = {
        "order": found.order,
        "offers": offers,
        "refusal": refusal,
        "own": found.order.payment_method_id,
    }
    response = page(request, visit, "storefront/payment.html", context, status=status)
    return lets_out(response, visit, *(offer.method for offer in offers))
