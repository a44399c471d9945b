"""One step with many orders: asked where it must be, told order by order, undone at once."""

from itertools import islice

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from comptoir.core.clock import utc_now
from comptoir.core.models import Event
from comptoir.desk.access import DeskRequest, desk_view
from comptoir.desk.bulk_results import Outcome, keep, kept, outcome
from comptoir.desk.bulk_steps import STEPS, BulkStep
from comptoir.desk.frame import desk_frame
from comptoir.desk.list_query import ListQuery, query_of
from comptoir.orders.actions.undo import undo
from comptoir.orders.bulk import in_bulk
from comptoir.orders.queries.ids import ids_in_view, ids_of_numbers, numbers_of_ids
from comptoir.shops.rights import SEE
from comptoir.ui.toasts import toast

# In one request; more than that is done in several goes, and the page says so.
LIMIT = 500
_ANSWERS = ("send_mail", "put_back", "reason", "tag")


@desk_view(right=SEE)
def bulk(request: DeskRequest) -> HttpResponse:
    """The step is taken with the ticked orders, or with all of the view."""
    query = query_of(request.POST.get("view", ""))
    back = _list(request, query)
    if request.method != "POST":
        return redirect(back)
    # Enter in the tag's field presses no button by name.
    step = STEPS.get(request.POST.get("do") or ("add_tag" if request.POST.get("tag") else ""))
    if step is None:
        toast(request, _("Choose what to do with the ticked orders."), tone="warn")
        return redirect(back)
    ids = _ids(request, query)
    if not ids:
        toast(request, _("Tick the orders first."), tone="warn")
        return redirect(back)
    if step.needs_tag and not request.POST.get("tag", "").strip():
        toast(request, _("Write the tag first."), tone="warn")
        return redirect(back)
    if step.asks and not request.POST.get("answered"):
        return _question(request, step, ids[:LIMIT], query)
    found = _take(request, step, ids)
    keep(request, found)
    return redirect(_list(request, query, found))


@desk_view(right=SEE)
def bulk_undo(request: DeskRequest) -> HttpResponse:
    """What the last bulk step did is undone, order by order."""
    query = query_of(request.POST.get("view", ""))
    last = kept(request, request.shop.id, request.POST.get("done", ""))
    if request.method != "POST" or last is None or not last.events:
        return redirect(_list(request, query))
    found = _undo(request, last)
    keep(request, found)
    return redirect(_list(request, query, found))


def _ids(request: DeskRequest, query: ListQuery) -> list[int]:
    """One more than the limit, if there are more."""
    if request.POST.get("all"):
        return list(islice(ids_in_view(request.shop, query.filters()), LIMIT + 1))
    return ids_of_numbers(request.shop.id, request.POST.getlist("order")[: LIMIT + 1])


def _question(
    request: DeskRequest, step: BulkStep, ids: list[int], query: ListQuery
) -> HttpResponse:
    """The page that asks before a step that is not taken lightly."""
    context = {
        "frame": desk_frame(request),
        "step": step,
        "count": len(ids),
        "everything": bool(request.POST.get("all")),
        "numbers": list(numbers_of_ids(request.shop.id, ids).values()),
        "view": query.but(at=query.get("at")),
        "cancel_url": _list(request, query),
        "shop_slug": request.shop.slug,
        "button_tone": step.tone or "primary",
    }
    return render(request, "desk/orders/bulk_question.html", context)


def _take(request: DeskRequest, step: BulkStep, ids: list[int]) -> Outcome:
    shop_id, actor, now = request.shop.id, request.actor, utc_now()
    answers = {name: request.POST.get(name, "") for name in _ANSWERS}
    chosen = ids[:LIMIT]
    numbers = numbers_of_ids(shop_id, chosen)
    results = in_bulk(chosen, lambda order_id: step.act(shop_id, order_id, answers, actor, now))
    return outcome(shop_id, step.name, results, numbers, now, cut=len(ids) > LIMIT)


def _undo(request: DeskRequest, last: Outcome) -> Outcome:
    shop_id, actor, now = request.shop.id, request.actor, utc_now()
    by_number = {line.number: line.event for line in last.lines if line.event}
    ids = ids_of_numbers(shop_id, list(by_number))
    numbers = numbers_of_ids(shop_id, ids)
    left: list[int] = []

    def back(order_id: int) -> Event:
        event_id = by_number[numbers[order_id]]
        undone = undo(shop_id=shop_id, event_id=event_id, actor=actor, now=now)
        if undone.mail_left:
            left.append(order_id)
        return undone.event

    results = in_bulk(ids, back)
    return outcome(shop_id, "undo", results, numbers, now, mails_left=len(left))


def _list(request: DeskRequest, query: ListQuery, found: Outcome | None = None) -> str:
    """The address of the list that the step came from, with what became of it."""
    address = query.but(at=query.get("at"))
    if found is not None:
        address += f"{'' if address == '?' else '&'}done={found.token}"
    return reverse("desk:orders", args=[request.shop.slug]) + address
