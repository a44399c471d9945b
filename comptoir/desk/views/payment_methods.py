"""Payment methods: the list in its order, adding, changing, switching, deleting."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comptoir.core.clock import utc_now
from comptoir.core.errors import Refused
from comptoir.core.ordering import moved
from comptoir.desk.access import DeskRequest, desk_view
from comptoir.desk.forms.methods import PaymentForm
from comptoir.desk.method_words import payment_row
from comptoir.desk.setup_page import done, said, setup_page, step_of, tell, telling, to
from comptoir.methods.actions.add_payment_method import add_payment_method
from comptoir.methods.actions.change_payment_method import change_payment_method
from comptoir.methods.actions.delete_payment_method import delete_payment_method
from comptoir.methods.actions.reorder_payment_methods import reorder_payment_methods
from comptoir.methods.actions.switch_payment_method import switch_payment_method
from comptoir.methods.queries import payment_method as one_method
from comptoir.methods.queries import payment_methods as all_methods
from comptoir.shops.rights import SETUP
from comptoir.ui.toasts import toast


@desk_view(right=SETUP)
@require_safe
def payment_methods(request: DeskRequest) -> HttpResponse:
    rows = [payment_row(request.shop, method) for method in all_methods(request.shop.id)]
    return setup_page(
        request, "desk/setup/payment_methods.html", {"rows": rows}, current="settings"
    )


@desk_view(right=SETUP)
@require_http_methods(["GET", "HEAD", "POST"])
def payment_method_add(request: DeskRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = PaymentForm(request.shop, None, data)
    if data is not None and form.is_valid():
        try:
            add_payment_method(
                shop_id=request.shop.id, details=form.details(), actor=request.actor, now=utc_now()
            )
        except Refused as refusal:
            tell(form, refusal)
        else:
            return done(request, _("Payment method added."), "payment_methods")
    return _page(request, form, bad=data is not None)


@desk_view(right=SETUP)
@require_http_methods(["GET", "HEAD", "POST"])
def payment_method(request: DeskRequest, method: int) -> HttpResponse:
    there = one_method(request.shop.id, method)
    data = request.POST if request.method == "POST" else None
    form = PaymentForm(request.shop, there, data)
    if data is not None and form.is_valid():
        try:
            change_payment_method(
                shop_id=request.shop.id,
                method_id=there.id,
                details=form.details(),
                actor=request.actor,
                now=utc_now(),
            )
        except Refused as refusal:
            tell(form, refusal)
        else:
            return done(request, _("Payment method saved."), "payment_methods")
    return _page(request, form, bad=data is not None)


@desk_view(right=SETUP)
@require_POST
def payment_method_switch(request: DeskRequest, method: int) -> HttpResponse:
    changed = switch_payment_method(
        shop_id=request.shop.id,
        method_id=method,
        active=request.POST.get("active") == "yes",
        actor=request.actor,
        now=utc_now(),
    )
    toast(request, _("Switched on.") if changed.active else _("Switched off."))
    return redirect(to(request, "payment_methods"))


@desk_view(right=SETUP)
@require_POST
def payment_method_move(request: DeskRequest, method: int) -> HttpResponse:
    there = one_method(request.shop.id, method)
    ids = [row.id for row in all_methods(request.shop.id)]
    with telling(request):
        reorder_payment_methods(
            shop_id=request.shop.id,
            ids=moved(ids, there.id, step_of(request)),
            actor=request.actor,
            now=utc_now(),
        )
    return redirect(to(request, "payment_methods"))


@desk_view(right=SETUP)
@require_http_methods(["GET", "HEAD", "POST"])
def payment_method_delete(request: DeskRequest, method: int) -> HttpResponse:
    there = one_method(request.shop.id, method)
    if request.method == "POST":
        delete_payment_method(
            shop_id=request.shop.id, method_id=there.id, actor=request.actor, now=utc_now()
        )
        return done(request, _("Payment method deleted."), "payment_methods")
    context = {
        "title": _("Delete payment method"),
        "question": _("Delete “%(name)s”?") % {"name": said(request.shop, there.names)},
        "text": _("Orders that use it keep it as it was. To pause it, switch it off instead."),
        "label": _("Delete"),
        "tone": "danger",
        "cancel_url": to(request, "payment_methods"),
    }
    return setup_page(request, "desk/setup/confirm.html", context, current="settings")


def _page(request: DeskRequest, form: PaymentForm, *, bad: bool = False) -> HttpResponse:
    there = form.there
    context = {
        "form": form,
        "there": there,
        "name": said(request.shop, there.names) if there else "",
        "back_url": to(request, "payment_methods"),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if bad else HTTPStatus.OK
    return setup_page(
        request, "desk/setup/payment_method.html", context, current="settings", status=status
    )
