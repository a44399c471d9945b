"""Customers leave for a payment provider, and pages whose forms lead there let them out."""

from typing import TypeVar

import structlog
from django.http import HttpResponse
from django.http.response import HttpResponseBase, HttpResponseRedirectBase

from comptoir.core.actor import customer
from comptoir.core.errors import Refused
from comptoir.methods.models import PaymentMethod
from comptoir.methods.rules import PROVIDERS
from comptoir.orders.models import Order
from comptoir.payments.providers.interface import ProviderTrouble
from comptoir.payments.providers.table import provider
from comptoir.payments.queries.accounts import account_of_method
from comptoir.payments.starting import start
from comptoir.storefront.visit import Visit

log = structlog.get_logger()
R = TypeVar("R", bound=HttpResponseBase)


class SeeOther(HttpResponseRedirectBase):
    """What was sent by a form is done; the browser goes on by GET."""

    status_code = 303
    allowed_schemes = ["https", "http"]


def leave(visit: Visit, order: Order) -> HttpResponse | None:
    """To where the order is paid; None if nobody stands behind its way to pay.

    Trouble with the provider leads back to the order's page, which says so.
    """
    if order.payment_as_was.get("kind") not in PROVIDERS or order.payment_method_id is None:
        return None
    kind = str(order.payment_as_was["kind"])
    account = account_of_method(visit.shop.id, order.payment_method_id, kind)
    own = visit.url("order", token=order.token)
    if account is None:
        return SeeOther(f"{own}?trouble=1")
    try:
        where = start(
            shop=visit.shop,
            order=order,
            account=account,
            actor=customer(visit.shop.id, order.name),
            now=visit.now,
        )
    except ProviderTrouble as trouble:
        log.warning("payment not begun", provider=kind, order=order.number, why=str(trouble))
        return SeeOther(f"{own}?trouble=1")
    except Refused:
        # Paid, cancelled or changed in another tab: the page shows what is so.
        return SeeOther(own)
    return SeeOther(where)


def lets_out(response: R, visit: Visit, *methods: PaymentMethod | None) -> R:
    """The page's forms may lead to the providers behind these methods, and nowhere else."""
    origins = sorted(
        {
            origin
            for method in methods
            if method is not None and method.kind in PROVIDERS
            for origin in provider(method.kind).origins
        }
    )
    if origins:
        # As django-csp's own decorator does it; what is allowed is known only here.
        setattr(response, "_csp_update", {"form-action": origins})  # noqa: B010
    return response
