"""Checkout on one page: contact, delivery, address, payment, note, terms."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from comptoir.baskets.actions.keep_checkout import keep_checkout
from comptoir.baskets.errors import AlreadyOrdered
from comptoir.baskets.queries import Contents, contents, open_basket
from comptoir.storefront.cards import delivery_options, payment_options
from comptoir.storefront.choices import choices_for
from comptoir.storefront.forms.checkout import CheckoutForm, typed
from comptoir.storefront.frame import page
from comptoir.storefront.postal import country_options, postal_rules
from comptoir.storefront.visit import Visit, storefront_view


@require_http_methods(["GET", "HEAD", "POST"])
@storefront_view(private=True)
def checkout(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Contact, delivery, address, payment, note and terms on one page; keeps what is typed."""
    basket = open_basket(visit.shop.id, visit.basket_token)
    gathered = contents(visit.shop.id, basket.id) if basket else None
    if basket is None or gathered is None or not gathered.rows:
        return redirect("storefront:basket", shop=visit.shop.slug)
    if request.method != "POST":
        checked = "check" in request.GET
        return _page(request, visit, gathered, basket.checkout, checked=checked)
    said = typed(request.POST)
    try:
        keep_checkout(shop_id=visit.shop.id, basket_id=basket.id, fields=said, now=visit.now)
    except AlreadyOrdered:
        return redirect("storefront:review", shop=visit.shop.slug)
    if "update" in request.POST:
        return _page(request, visit, gathered, said, checked=False)
    if checkout_form(visit, gathered, said).is_valid():
        return redirect("storefront:review", shop=visit.shop.slug)
    return _page(request, visit, gathered, said, checked=True, status=422)


def checkout_form(
    visit: Visit, gathered: Contents, said: Mapping[str, str], *, checked: bool = True
) -> CheckoutForm:
    """The form with what was said; unless `checked`, without a word about what is missing."""
    return CheckoutForm(
        said if checked else None,
        initial=said,
        choices=choices_for(visit.shop, gathered, said),
        ask_terms=bool(visit.text(visit.shop.terms)),
    )


def _page(
    request: HttpRequest,
    visit: Visit,
    gathered: Contents,
    said: Mapping[str, str],
    *,
    checked: bool,
    status: int = 200,
) -> HttpResponse:
    form = checkout_form(visit, gathered, said, checked=checked)
    choices = form.choices
    billing_country = said.get("billing_country") or choices.country
    context = {
        "form": form,
        "contents": gathered,
        "delivery_options": delivery_options(visit, choices),
        "payment_options": payment_options(visit, choices),
        "withdrawal_text": visit.text(visit.shop.withdrawal),
        "choices": choices,
        "total": gathered.value + choices.delivery_price + choices.fee,
        "rules": postal_rules(choices.country),
        "countries": country_options(visit.language, choices.countries, choices.country),
        # Nothing typed yet: these parts look the same to everybody.
        "fresh": None
        if said or checked
        else (visit.shop.id, visit.revision, choices.country, choices.pickup),
        "billing_rules": postal_rules(billing_country),
        "billing_countries": country_options(visit.language, None, billing_country),
    }
    return page(request, visit, "storefront/checkout.html", context, status=status)
