"""The withdrawal function: say it, see it, confirm it, keep the receipt."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from comptoir.core.actor import customer
from comptoir.core.errors import Invalid, NotFound
from comptoir.core.models import Event
from comptoir.core.tally import attempt
from comptoir.orders.actions.withdraw import withdraw
from comptoir.orders.models import Order
from comptoir.orders.queries.one import order_by_number, order_by_token
from comptoir.storefront import limits
from comptoir.storefront.forms.withdrawal import WithdrawalForm
from comptoir.storefront.frame import page
from comptoir.storefront.refusals import too_many
from comptoir.storefront.visit import Visit, storefront_view


# "no-referrer" would make browsers send "Origin: null" with the form, which is refused.
@require_http_methods(["GET", "HEAD", "POST"])
@storefront_view(when_closed=True, private=True, referrer="same-origin")
def of_order(request: HttpRequest, visit: Visit, token: str) -> HttpResponse:
    """From the order's own page: the link is proof enough, the number is filled in."""
    order = order_by_token(visit.shop.id, token)
    own = visit.url("order", token=token)
    if order.withdrawn_at is not None:
        return redirect(own)
    if request.method != "POST":
        known = {"name": order.name, "email": order.email, "number": order.number}
        return _form(request, visit, WithdrawalForm(initial=known), order)
    form = WithdrawalForm({**request.POST.dict(), "number": order.number})
    if not form.is_valid():
        return _form(request, visit, form, order, 422)
    if "confirm" not in request.POST:
        return _ask(request, visit, form, order)
    try:
        _declare(visit, order, form)
    except Invalid as refused:
        form.add_error(refused.field, refused.message)
        return _form(request, visit, form, order, 422)
    return redirect(own)


@require_http_methods(["GET", "HEAD", "POST"])
@storefront_view(when_closed=True, private=True, referrer="same-origin")
def by_number(request: HttpRequest, visit: Visit) -> HttpResponse:
    """From the foot of every page: order number and e-mail must belong together."""
    if request.method != "POST":
        return _form(request, visit, WithdrawalForm(), None)
    if not attempt(limits.limit(request, "withdrawals", limits.WITHDRAWALS_PER_HOUR), visit.now):
        return too_many(request, visit)
    form = WithdrawalForm(request.POST)
    order = _matching(visit, form) if form.is_valid() else None
    if order is None:
        return _form(request, visit, form, None, 422)
    if "confirm" not in request.POST:
        return _ask(request, visit, form, None)
    try:
        event = _declare(visit, order, form)
    except Invalid as refused:
        form.add_error(refused.field, refused.message)
        return _form(request, visit, form, None, 422)
    said = {"at": event.at, **event.after}
    # No way from here to the order's page: a number and an e-mail are no secret.
    return page(request, visit, "storefront/withdrawn.html", {"form": form, "said": said})


def _matching(visit: Visit, form: WithdrawalForm) -> Order | None:
    try:
        order = order_by_number(visit.shop.id, form.cleaned_data["number"].strip())
    except NotFound:
        order = None
    if order is None or order.email.casefold() != form.cleaned_data["email"].casefold():
        form.no_such_order()
        return None
    if order.withdrawn_at is not None:
        # What was declared then is shown behind the order's secret link only.
        form.withdrawn_already()
        return None
    return order


def _declare(visit: Visit, order: Order, form: WithdrawalForm) -> Event:
    said: dict[str, Any] = form.cleaned_data
    return withdraw(
        shop_id=visit.shop.id,
        order_id=order.id,
        name=said["name"],
        email=said["email"],
        statement=said["statement"].replace("\r\n", "\n"),
        actor=customer(visit.shop.id, said["name"]),
        now=visit.now,
    )


def _form(
    request: HttpRequest,
    visit: Visit,
    form: WithdrawalForm,
    order: Order | None,
    status: int = 200,
) -> HttpResponse:
    policy = bool(visit.text(visit.shop.withdrawal))
    context = {"form": form, "order": order, "policy": policy}
    return page(request, visit, "storefront/withdraw.html", context, status=status)


def _ask(
    request: HttpRequest, visit: Visit, form: WithdrawalForm, order: Order | None
) -> HttpResponse:
    context = {"form": form, "order": order}
    return page(request, visit, "storefront/withdraw_confirm.html", context)
