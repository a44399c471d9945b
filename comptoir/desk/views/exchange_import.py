"""Orders from a file: uploaded here, read by the worker."""

import csv
import io
from http import HTTPStatus
from itertools import islice

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from comptoir.core.clock import utc_now
from comptoir.desk.access import DeskRequest, desk_view, forbidden
from comptoir.desk.forms.order_file import OrderFileForm
from comptoir.desk.frame import desk_frame
from comptoir.exchange import store
from comptoir.exchange.actions.start_import import start_import
from comptoir.exchange.models import Import
from comptoir.exchange.queries import import_of, latest_imports
from comptoir.shops.rights import EDIT, SETUP

SHOWN = 200


@desk_view(right=EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def import_orders(request: DeskRequest) -> HttpResponse:
    """Brings orders in from Comptoir's XML, or from a CSV with its mapping."""
    if not request.actor.may(SETUP):
        return forbidden(request)
    sent = request.method == "POST"
    form = OrderFileForm(request.POST, request.FILES) if sent else OrderFileForm()
    if sent and form.is_valid():
        return redirect("desk:import_state", request.shop.slug, _started(request, form).public_id)
    context = {
        "form": form,
        "shop": request.shop,
        "imports": latest_imports(request.shop.id),
        "list_url": reverse("desk:orders", args=[request.shop.slug]),
        "frame": desk_frame(request),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "desk/exchange/import.html", context, status=status)


def _started(request: DeskRequest, form: OrderFileForm) -> Import:
    file = form.cleaned_data["file"]
    return start_import(
        shop_id=request.shop.id,
        file=store.keep(request.shop.id, "import", file),
        file_name=file.name,
        size=file.size,
        mapping=form.cleaned_data["mapping"],
        language=get_language() or request.shop.language,
        actor=request.actor,
        now=utc_now(),
    )


@desk_view(right=EDIT)
@require_safe
def import_state(request: DeskRequest, transfer: str) -> HttpResponse:
    """How far an import is; then what was taken, and what was refused and why."""
    if not request.actor.may(SETUP):
        return forbidden(request)
    found = import_of(request.shop.id, transfer)
    context = {
        "shop": request.shop,
        "found": found,
        "refusals": list(islice(csv.DictReader(io.StringIO(found.refusals)), SHOWN)),
        "shown": SHOWN,
        "frame": desk_frame(request),
    }
    return render(request, "desk/exchange/import_state.html", context)


@desk_view(right=EDIT)
@require_safe
def import_refused(request: DeskRequest, transfer: str) -> HttpResponse:
    """What an import refused, as CSV: line, number, reason."""
    if not request.actor.may(SETUP):
        return forbidden(request)
    found = import_of(request.shop.id, transfer)
    response = HttpResponse("\ufeff" + found.refusals, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="refused.csv"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
