"""The order on paper, for the shop."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_GET

from comptoir.desk.access import DeskRequest
from comptoir.desk.views.order_answer import order_page
from comptoir.documents.order_paper import order_paper


@require_GET
@order_page
def print_order(request: DeskRequest, number: str) -> HttpResponse:
    """The shop's print, in the shop's language, comment included."""
    with translation.override(request.shop.language):
        paper = order_paper(shop=request.shop, number=number)
        return render(request, "documents/order.html", {"paper": paper})
