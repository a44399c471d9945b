"""The orders list."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render

from comptoir.desk.access import DeskRequest, desk_view
from comptoir.desk.bulk_results import kept
from comptoir.desk.frame import desk_frame
from comptoir.desk.list_page import outcome_shown, page_of
from comptoir.desk.list_query import parse
from comptoir.desk.readiness import lacking
from comptoir.orders.queries.listing import page
from comptoir.shops.rights import SEE


@desk_view(right=SEE)
def orders_list(request: DeskRequest) -> HttpResponse:
    """The orders of the shop as the address asks for them; the list alone for search as one types."""
    query = parse(request.GET.dict())
    shop = request.shop
    found = page(shop, query.filters(), query.sort, query.get("at"))
    context = page_of(request, query, found)
    context |= outcome_shown(shop, kept(request, shop.id, request.GET.get("done", "")))
    context["lacking"] = lacking(shop, request.actor)
    if request.headers.get("HX-Target") == "orders":
        return render(request, "desk/orders/list.html#orders", context)
    context["frame"] = replace(desk_frame(request), search_live="#orders")
    return render(request, "desk/orders/list.html", context)
