"""The order page: everything about one order, and every step from here."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from comptoir.desk.access import DeskRequest
from comptoir.desk.order_context import page_of
from comptoir.desk.views.order_answer import order_page, page
from comptoir.desk.views.order_step import facts_of


@require_GET
@order_page
def show_order(request: DeskRequest, number: str) -> HttpResponse:
    facts = facts_of(request, number)
    return page(request, "desk/order/page.html", page_of(facts, request.actor))
