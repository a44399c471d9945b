"""Delivery methods: the list in its order, adding, changing, switching, deleting."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comptoir.core.clock import utc_now
from comptoir.core.errors import Refused
from comptoir.core.ordering import moved
from comptoir.desk.access import DeskRequest, desk_view
from comptoir.desk.forms.methods import DeliveryForms
from comptoir.desk.method_words import delivery_row
from comptoir.desk.setup_page import done, said, setup_page, step_of, telling, to
from comptoir.methods.actions.add_delivery_method import add_delivery_method
from comptoir.methods.actions.change_delivery_method import change_delivery_method
from comptoir.methods.actions.delete_delivery_method import delete_delivery_method
from comptoir.methods.actions.reorder_delivery_methods import reorder_delivery_methods
from comptoir.methods.actions.switch_delivery_method import switch_delivery_method
from comptoir.methods.queries import delivery_method as one_method
from comptoir.methods.queries import delivery_methods as all_methods
from comptoir.shops.rights import SETUP
from comptoir.ui.toasts import toast


@desk_view(right=SETUP)
@require_safe
def delivery_methods(request: DeskRequest) -> HttpResponse:
    rows = [delivery_row(request.shop, method) for method in all_methods(request.shop.id)]
    return setup_page(
        request, "desk/setup/delivery_methods.html", {"rows": rows}, current="settings"
    )


@desk_view(right=SETUP)
@require_http_methods(["GET", "HEAD", "POST"])
def delivery_method_add(request: DeskRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = DeliveryForms(request.shop, None, data)
    if form.rows.asked_for_more:
        return _page(request, form)
    if data is not None and form.is_valid():
        try:
            add_delivery_method(
                shop_id=request.shop.id, details=form.details(), actor=request.actor, now=utc_now()
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return done(request, _("Delivery method added."), "delivery_methods")
    return _page(request, form, bad=data is not None)


@desk_view(right=SETUP)
@require_http_methods(["GET", "HEAD", "POST"])
def delivery_method(request: DeskRequest, method: int) -> HttpResponse:
    there = one_method(request.shop.id, method)
    data = request.POST if request.method == "POST" else None
    form = DeliveryForms(request.shop, there, data)
    if form.rows.asked_for_more:
        return _page(request, form)
    if data is not None and form.is_valid():
        try:
            change_delivery_method(
                shop_id=request.shop.id,
                method_id=there.id,
                details=form.details(),
                actor=request.actor,
                now=utc_now(),
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return done(request, _("Delivery method saved."), "delivery_methods")
    return _page(request, form, bad=data is not None)


@desk_view(right=SETUP)
@require_POST
def delivery_method_switch(request: DeskRequest, method: int) -> HttpResponse:
    changed = switch_delivery_method(
        shop_id=request.shop.id,
        method_id=method,
        active=request.POST.get("active") == "yes",
        actor=request.actor,
        now=utc_now(),
    )
    toast(request, _("Switched on.") if changed.active else _("Switched off."))
    return redirect(to(request, "delivery_methods"))


@desk_view(right=SETUP)
@require_POST
def delivery_method_move(request: DeskRequest, method: int) -> HttpResponse:
    there = one_method(request.shop.id, method)
    ids = [row.id for row in all_methods(request.shop.id)]
    with telling(request):
        reorder_delivery_methods(
            shop_id=request.shop.id,
            ids=moved(ids, there.id, step_of(request)),
            actor=request.actor,
            now=utc_now(),
        )
    return redirect(to(request, "delivery_methods"))


@desk_view(right=SETUP)
@require_http_methods(["GET", "HEAD", "POST"])
def delivery_method_delete(request: DeskRequest, method: int) -> HttpResponse:
    there = one_method(request.shop.id, method)
    if request.method == "POST":
        delete_delivery_method(
            shop_id=request.shop.id, method_id=there.id, actor=request.actor, now=utc_now()
        )
        return done(request, _("Delivery method deleted."), "delivery_methods")
    context = {
        "title": _("Delete delivery method"),
        "question": _("Delete “%(name)s”?") % {"name": said(request.shop, there.names)},
        "text": _("Orders that use it keep it as it was. To pause it, switch it off instead."),
        "label": _("Delete"),
        "tone": "danger",
        "cancel_url": to(request, "delivery_methods"),
    }
    return setup_page(request, "desk/setup/confirm.html", context, current="settings")


def _page(request: DeskRequest, form: DeliveryForms, *, bad: bool = False) -> HttpResponse:
    there = form.there
    context = {
        "forms": form,
        "there": there,
        "name": said(request.shop, there.names) if there else "",
        "back_url": to(request, "delivery_methods"),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if bad else HTTPStatus.OK
    return setup_page(
        request, "desk/setup/delivery_method.html", context, current="settings", status=status
    )
