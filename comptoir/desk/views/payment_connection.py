"""The keys of the provider behind a payment method, and whether the provider knows them."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comptoir.core.clock import utc_now
from comptoir.core.errors import NotFound
from comptoir.desk.access import DeskRequest, desk_view
from comptoir.desk.forms.connection import ConnectionForm
from comptoir.desk.setup_page import done, said, setup_page, to
from comptoir.methods.models import PaymentMethod
from comptoir.methods.queries import payment_method
from comptoir.methods.rules import PROVIDERS
from comptoir.payments import checking, credentials
from comptoir.payments.actions.set_up_provider import set_up_provider
from comptoir.payments.models import ProviderAccount
from comptoir.payments.providers.interface import ProviderTrouble
from comptoir.payments.providers.table import provider
from comptoir.payments.providers.words import in_words
from comptoir.payments.queries.accounts import account_of_method
from comptoir.shops.rights import SETUP
from comptoir.ui.toasts import toast


@desk_view(right=SETUP)
@require_http_methods(["GET", "HEAD", "POST"])
def connection(request: DeskRequest, method: int) -> HttpResponse:
    """The provider's keys are saved, and the provider is asked whether it knows them."""
    there = _method(request, method)
    account = account_of_method(request.shop.id, there.id, there.kind)
    form = _form(there, account, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        account = set_up_provider(
            shop_id=request.shop.id,
            method_id=there.id,
            test=form.test,
            keys=form.keys(),
            actor=request.actor,
            now=utc_now(),
        )
        return _asked(request, there, account)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return _page(request, there, account, form, status)


@desk_view(right=SETUP)
@require_POST
def check(request: DeskRequest, method: int) -> HttpResponse:
    """The provider is asked again whether it knows the kept keys."""
    there = _method(request, method)
    account = account_of_method(request.shop.id, there.id, there.kind)
    if account is None:
        raise NotFound
    return _asked(request, there, account)


def _asked(request: DeskRequest, there: PaymentMethod, account: ProviderAccount) -> HttpResponse:
    account = checking.check(account, actor=request.actor, now=utc_now())
    if account.fault:
        toast(request, in_words(account.fault), tone="warn")
        return done(request, _("Not connected."), "payment_connect", method=there.id)
    return done(request, _("Connected."), "payment_connect", method=there.id)


def _method(request: DeskRequest, method: int) -> PaymentMethod:
    found = payment_method(request.shop.id, method)
    if found.kind not in PROVIDERS:
        raise NotFound
    return found


def _form(there: PaymentMethod, account: ProviderAccount | None, data: Any) -> ConnectionForm:
    try:
        kept = credentials.opened(account) if account else {}
    except ProviderTrouble:
        kept = {}
    initial = {"mode": "test" if account is None or account.test else "live"}
    return ConnectionForm(provider(there.kind), kept, data, initial=initial)


def _page(
    request: DeskRequest,
    there: PaymentMethod,
    account: ProviderAccount | None,
    form: ConnectionForm,
    status: int,
) -> HttpResponse:
    named = account.public_id if account else credentials.public_id(there.id, there.kind)
    path = reverse("payments:notice", args=[there.kind, named])
    context = {
        "form": form,
        "there": there,
        "account": account,
        "provider": provider(there.kind).title,
        "events": provider(there.kind).events,
        "fault": in_words(account.fault) if account and account.fault else "",
        "name": said(request.shop, there.names),
        "notices_url": f"{settings.COMPTOIR_URL}{path}",
        "local": not settings.COMPTOIR_URL.startswith("https://"),
        "back_url": to(request, "payment_method", method=there.id),
    }
    template = "desk/setup/payment_connection.html"
    return setup_page(request, template, context, current="settings", status=status)
