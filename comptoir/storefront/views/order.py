"""The customer's order page behind its secret link."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comptoir.core.countries import country_name
from comptoir.orders.models import Order
from comptoir.orders.queries.one import OrderView, customers_view
from comptoir.orders.totals import taxes_by_rate
from comptoir.payments.codes.picture import svg
from comptoir.payments.transfer import owes, transfer
from comptoir.storefront import paying, told
from comptoir.storefront.frame import page
from comptoir.storefront.leaving import lets_out
from comptoir.storefront.visit import Visit, storefront_view


@require_safe
@storefront_view(when_closed=True, private=True, referrer="no-referrer")
def show(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """The customer's own order: state, parcels, how to pay, lines, history, withdrawal."""
    found = customers_view(visit.shop.id, token)
    order = found.order
    parcels = [view for view in found.parcels if not view.removed]
    online = paying.online(order, visit, request.GET)
    context = {
        "order": order,
        "lines": found.lines,
        "parcels": parcels,
        "pickup": told.pickup(order),
        "to_collect": told.to_collect(order),
        "lead": told.lead(order, parcels=len(parcels)),
        "chips": told.chips(order),
        "steps": told.history(found, visit.language),
        "pay": _how_to_pay(order, visit),
        "online": online,
        "taxes": taxes_by_rate((line.rate, line.net, line.tax) for line in found.lines),
        "withdrawal": _withdrawal(found),
        "delivery_country": country_name(order.delivery.get("country", ""), visit.language),
        "billing_country": country_name(order.billing.get("country", ""), visit.language),
        "delivery_name": visit.text(order.delivery_as_was.get("names", {})),
        "payment_name": visit.text(order.payment_as_was.get("names", {})),
        "thanks": "thanks" in request.GET,
    }
    response = page(request, visit, "storefront/order.html", context)
    if online.method is not None:
        # "no-referrer" would make browsers send "Origin: null" with the form, which is refused.
        response.headers["Referrer-Policy"] = "same-origin"
    return lets_out(response, visit, online.method)


def _how_to_pay(order: Order, visit: Visit) -> dict[str, object] | None:
    """How what is still owed gets to the shop; nothing once it is there or the order is off."""
    if not owes(order):
        return None
    was, asked = order.payment_as_was, transfer(order)
    return {
        "kind": str(was.get("kind", "")),
        "instructions": visit.text(was.get("instructions", {})),
        "transfer": asked,
        "code": svg(asked.code, _("Payment code")) if asked and asked.code else "",
    }


def _withdrawal(found: OrderView) -> dict[str, object] | None:
    """What was declared and when, as the receipt says it."""
    for view in found.events:
        if view.event.kind == "order.withdrawn" and view.undone_by is None:
            return {"at": view.event.at, **view.event.after}
    return None
