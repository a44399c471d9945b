"""One bank line: accept what is suggested, choose orders, ignore, undo."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comptoir.core.clock import utc_now
from comptoir.core.errors import Invalid, NotFound, Refused
from comptoir.core.money import parse_money, plain_amount
from comptoir.desk.access import DeskRequest, desk_view
from comptoir.desk.setup_page import setup_page, telling, to
from comptoir.orders.queries.search import search
from comptoir.payments.actions.book_line import book_line
from comptoir.payments.actions.ignore_line import ignore_line
from comptoir.payments.actions.undo_line import undo_line
from comptoir.payments.bank.errors import NothingProposed
from comptoir.payments.matching import Part
from comptoir.payments.queries.bank_lines import line_of, orders_by_id
from comptoir.shops.rights import PAY
from comptoir.ui.toasts import toast

SHOWN = 20
MOST_PARTS = 20


@desk_view(right=PAY)
@require_POST
def bank_accept(request: DeskRequest, bank_line: int) -> HttpResponse:
    """The suggestion is booked as it was shown; refused if an order moved meanwhile."""
    line = line_of(request.shop.id, bank_line)
    with telling(request):
        parts, versions = _sent(request.POST.get("parts", ""))
        _book(request, line.id, parts, versions)
    return _back(request)


def _sent(text: str) -> tuple[list[Part], dict[int, int]]:
    """What a form says: "order:amount:version", several with spaces between."""
    parts, versions = [], {}
    try:
        for piece in text.split()[:MOST_PARTS]:
            order_id, amount, version = (int(one) for one in piece.split(":"))
            parts.append(Part(order_id, amount))
            versions[order_id] = version
    except ValueError as error:
        raise NothingProposed from error
    return parts, versions


def _book(request: DeskRequest, line_id: int, parts: list[Part], versions: dict[int, int]) -> None:
    book_line(
        shop_id=request.shop.id,
        line_id=line_id,
        parts=parts,
        method=_("Bank transfer"),
        versions=versions,
        actor=request.actor,
        now=utc_now(),
    )
    toast(request, _("Booked."), undo_url=to(request, "bank_undo", bank_line=line_id))


@desk_view(right=PAY)
@require_POST
def bank_ignore(request: DeskRequest, bank_line: int) -> HttpResponse:
    """The line is no order's money."""
    line = line_of(request.shop.id, bank_line)
    with telling(request):
        ignore_line(shop_id=request.shop.id, line_id=line.id, actor=request.actor, now=utc_now())
        undo = to(request, "bank_undo", bank_line=line.id)
        toast(request, _("Ignored."), undo_url=undo)
    return _back(request)


@desk_view(right=PAY)
@require_POST
def bank_undo(request: DeskRequest, bank_line: int) -> HttpResponse:
    """The line is to be decided again; its payments are voided."""
    line = line_of(request.shop.id, bank_line)
    with telling(request):
        undo_line(shop_id=request.shop.id, line_id=line.id, actor=request.actor, now=utc_now())
        toast(request, _("Taken back. The booking can be decided again."))
    return _back(request)


@desk_view(right=PAY)
@require_http_methods(["GET", "HEAD", "POST"])
def bank_choose(request: DeskRequest, bank_line: int) -> HttpResponse:
    """Orders are searched and ticked; each with the amount that is for it."""
    line = line_of(request.shop.id, bank_line)
    error = ""
    if request.method == "POST":
        try:
            _book(request, line.id, *_ticked(request))
            return redirect(to(request, "bank"))
        except NotFound:
            raise
        except Refused as refusal:
            error = refusal.message
    query = request.GET.get("q", "").strip()
    words = query or line.name
    ids = search(request.shop.id, words, limit=SHOWN).order_ids if words else []
    rows = []
    for order in orders_by_id(request.shop.id, ids[:SHOWN]):
        open_amount = order.balance if line.amount > 0 else order.received - order.refunded
        proposed = min(abs(line.amount), open_amount) if open_amount > 0 else abs(line.amount)
        rows.append((order, plain_amount(proposed, line.currency)))
    context = {"line": line, "rows": rows, "query": words, "error": error}
    return setup_page(request, "desk/bank/choose.html", context, current="bank")


def _ticked(request: DeskRequest) -> tuple[list[Part], dict[int, int]]:
    parts, versions = [], {}
    for value in request.POST.getlist("order")[:MOST_PARTS]:
        order_id, _colon, version = value.partition(":")
        if not (order_id.isdigit() and version.isdigit()):
            raise NothingProposed
        typed = request.POST.get(f"amount-{order_id}", "")
        amount = parse_money(typed, request.shop.currency, get_language() or "en", "amount")
        if amount <= 0:
            raise Invalid("amount", _("The amount must be more than zero."), "amount")
        parts.append(Part(int(order_id), amount))
        versions[int(order_id)] = int(version)
    return parts, versions


def _back(request: DeskRequest) -> HttpResponse:
    """To where the button was pressed, if that is a page of this site."""
    return redirect(_safe(request) or to(request, "bank"))


def _safe(request: HttpRequest) -> str:
    where = request.POST.get("next", "")
    fine = url_has_allowed_host_and_scheme(where, {request.get_host()}, request.is_secure())
    return where if fine and where.startswith("/") else ""
