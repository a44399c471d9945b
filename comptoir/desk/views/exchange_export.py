"""Orders to a file: a few at once, many by the worker."""

import tempfile
from itertools import islice
from typing import BinaryIO, cast

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from comptoir.core.clock import day_in, utc_now
from comptoir.core.errors import NotFound
from comptoir.desk.access import DeskRequest, desk_view
from comptoir.desk.frame import desk_frame
from comptoir.desk.list_query import ListQuery, query_of
from comptoir.desk.ranges import resumable
from comptoir.exchange import store
from comptoir.exchange.actions.note_download import note_download
from comptoir.exchange.actions.start_export import start_export
from comptoir.exchange.models import Export
from comptoir.exchange.orders_xml import write_orders
from comptoir.exchange.queries import export_of, latest_exports
from comptoir.exchange.selection import ids_of
from comptoir.orders.queries.export import in_order_of_number
from comptoir.orders.queries.filters import Filters
from comptoir.orders.queries.snapshots import snapshots
from comptoir.shops.models import Shop
from comptoir.shops.rights import EXPORT

AT_ONCE = 500
SPOOLED = 4 << 20
XML = "application/xml"


@desk_view(right=EXPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: DeskRequest) -> HttpResponseBase:
    """Orders as XML: the view that the address names, or all."""
    if request.method == "POST":
        return _export(request, query_of(request.POST.get("query", "")))
    query = query_of(request.GET.urlencode())
    shop = request.shop
    context = {
        "shop": shop,
        "query": query,
        "in_view": _capped(shop, query.filters()),
        "in_shop": _capped(shop, None),
        "at_once": AT_ONCE,
        "exports": latest_exports(shop.id),
        "list_url": reverse("desk:orders", args=[shop.slug]) + query.address,
        "frame": desk_frame(request),
    }
    return render(request, "desk/exchange/export.html", context)


def _capped(shop: Shop, filters: Filters | None) -> int:
    """How many orders they are; one more than AT_ONCE stands for "more than that"."""
    return sum(1 for _ in islice(ids_of(shop, filters), AT_ONCE + 1))


def _export(request: DeskRequest, query: ListQuery) -> HttpResponseBase:
    shop, everything = request.shop, request.POST.get("what") == "all"
    filters = None if everything else query.filters()
    ids = list(islice(ids_of(shop, filters), AT_ONCE + 1))
    if len(ids) <= AT_ONCE:
        note_download(
            shop_id=shop.id,
            query=query.address,
            everything=everything,
            orders=len(ids),
            actor=request.actor,
            now=utc_now(),
        )
        return _at_once(shop, ids)
    made = start_export(
        shop_id=shop.id,
        query=query.address,
        filters=filters,
        language=get_language() or shop.language,
        actor=request.actor,
        now=utc_now(),
    )
    return redirect("desk:export_state", shop.slug, made.public_id)


def _at_once(shop: Shop, ids: list[int]) -> HttpResponseBase:
    stream = tempfile.SpooledTemporaryFile(SPOOLED)  # noqa: SIM115  # the answer closes it
    by_number = in_order_of_number(shop.id, iter(ids))
    write_orders(cast(BinaryIO, stream), snapshots(shop.id, by_number))
    size = stream.tell()
    stream.seek(0)
    name = f"{shop.slug}-{day_in(utc_now(), shop.zone)}.xml"
    response = FileResponse(stream, as_attachment=True, filename=name, content_type=XML)
    response.headers["Content-Length"] = str(size)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@desk_view(right=EXPORT)
@require_safe
def export_state(request: DeskRequest, transfer: str) -> HttpResponse:
    """How far an export is; its file once it is done."""
    found = export_of(request.shop.id, transfer)
    context = {"shop": request.shop, "export": found, "frame": desk_frame(request)}
    return render(request, "desk/exchange/export_state.html", context)


@desk_view(right=EXPORT)
@require_safe
def export_file(request: DeskRequest, transfer: str) -> HttpResponseBase:
    """The file of an export; a download that broke off goes on where it was."""
    found = export_of(request.shop.id, transfer)
    if found.state != Export.State.DONE or found.finished_at is None:
        raise NotFound
    day = day_in(found.created_at, request.shop.zone)
    return resumable(
        request,
        store.fetch(found.file),
        size=found.size,
        etag=found.digest,
        changed=found.finished_at,
        name=f"{request.shop.slug}-{day}.xml",
        content_type=XML,
    )
