"""To the payment provider and back."""

import structlog
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from comptoir.core.errors import Refused
from comptoir.core.tally import attempt as may_try
from comptoir.orders.queries.one import order_by_token
from comptoir.payments.actions.note_return import note_return
from comptoir.payments.asking import settle
from comptoir.payments.providers.interface import ProviderTrouble
from comptoir.payments.queries.attempts import OPEN
from comptoir.storefront import limits
from comptoir.storefront.leaving import leave
from comptoir.storefront.refusals import too_many
from comptoir.storefront.visit import Visit, storefront_view

log = structlog.get_logger()


@require_POST
@storefront_view(when_closed=True, private=True, referrer="same-origin")
def pay(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """The customer leaves to pay what is open on the order."""
    order = order_by_token(visit.shop.id, token)
    if not may_try(limits.limit(request, "payments", limits.PAYMENTS_PER_HOUR), visit.now):
        return too_many(request, visit)
    return leave(visit, order) or redirect(visit.url("order", token=token))


@require_safe
@storefront_view(when_closed=True, private=True, referrer="same-origin")
def came_back(request: HttpRequest, visit: Visit, token: str, key: str) -> HttpResponse:
    """The customer is back from the provider, which is asked at once what came of it."""
    order = order_by_token(visit.shop.id, token)
    attempt = note_return(
        shop_id=visit.shop.id, order_id=order.id, key=key, given_up=False, now=visit.now
    )
    if attempt.state in OPEN:
        try:
            settle(attempt, now=visit.now)
        except (ProviderTrouble, Refused) as trouble:
            # The worker asks again; the page says that word is awaited.
            log.warning("payment not settled at return", order=order.number, why=str(trouble))
    return redirect(f"{visit.url('order', token=token)}?thanks=1")


@require_safe
@storefront_view(when_closed=True, private=True, referrer="same-origin")
def left(request: HttpRequest, visit: Visit, token: str, key: str) -> HttpResponse:
    """The customer gave up at the provider; the order stands, and can be paid later."""
    order = order_by_token(visit.shop.id, token)
    note_return(shop_id=visit.shop.id, order_id=order.id, key=key, given_up=True, now=visit.now)
    return redirect(f"{visit.url('order', token=token)}?left=1")
