"""A step on an order: its page, and its one POST."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from comptoir.catalog.errors import OutOfStock
from comptoir.core.clock import day_in, utc_now
from comptoir.core.errors import Forbidden, NotFound, Refused
from comptoir.core.models import Event
from comptoir.desk.access import DeskRequest
from comptoir.desk.forms.order import StepForm, TakeBackForm
from comptoir.desk.order_toasts import say_done
from comptoir.desk.steps.step import Asked, Facts, Step
from comptoir.desk.steps.table import STEPS
from comptoir.desk.timeline import told
from comptoir.desk.views.order_answer import order_page, page
from comptoir.orders.errors import OrderMoved
from comptoir.orders.queries.one import order_view
from comptoir.ui.addresses import address

# What actions call a field, and what the forms call it.
_FIELDS = {"received_on": "day", "refunded_on": "day"}


def step_view(name: str) -> Callable[..., Any]:
    """The view of the step of that name."""
    step = STEPS[name]

    @order_page
    def view(request: DeskRequest, number: str, payment: int = 0, parcel: int = 0) -> HttpResponse:
        facts = facts_of(request, number, payment=payment, parcel=parcel)
        if request.method == "POST":
            return _take(request, step, facts)
        request.actor.require(step.right, facts.shop.id)
        return _page(request, step, facts, step.fresh_form(facts))

    return view


def facts_of(request: DeskRequest, number: str, *, payment: int = 0, parcel: int = 0) -> Facts:
    """What the page needs. payment counts the order's payments from 1; parcel is its position."""
    view = order_view(request.shop.id, number)
    today = day_in(utc_now(), request.shop.zone)
    if payment and payment > len(view.payments):
        raise NotFound
    sent = [
        row.parcel
        for row in (view.parcels if parcel else ())
        if row.parcel.position == parcel and not row.removed
    ]
    if parcel and not sent:
        raise NotFound
    return Facts(
        shop=request.shop,
        view=view,
        today=today,
        payment=view.payments[payment - 1] if payment else None,
        parcel=sent[0] if sent else None,
    )


def _take(request: DeskRequest, step: Step, facts: Facts) -> HttpResponse:
    form = step.form_of(facts, request.POST)
    if not form.is_valid():
        return _page(request, step, facts, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    now = utc_now()
    try:
        event = step.act(Asked(facts=facts, form=form, actor=request.actor, now=now))
    except (NotFound, Forbidden):
        raise
    except OrderMoved as moved:
        return _moved(request, step, facts, moved)
    except Refused as refusal:
        return _refused(request, step, facts, form, refusal)
    say_done(request, step.done, event, facts.order.number, now)
    return redirect(_next(facts, event))


def _next(facts: Facts, event: Event) -> str:
    if event.kind == "order.purged":
        return reverse("desk:orders", args=[facts.shop.slug]) + "?place=trash"
    return address("desk:order", facts.shop.slug, facts.order.number)


def _moved(request: DeskRequest, step: Step, facts: Facts, moved: OrderMoved) -> HttpResponse:
    """What changed and by whom; all that was typed stays, ready for a second press."""
    number, parcel = facts.order.number, facts.parcel
    view = order_view(facts.shop.id, number)
    now = Facts(facts.shop, view, facts.today, facts.payment, parcel)
    data = request.POST.copy()
    data["version"] = str(view.order.version)
    events = [told(event, view.order.currency) for event in moved.events]
    form = step.form_of(now, data)
    return _page(request, step, now, form, HTTPStatus.CONFLICT, moved=events)


def _refused(
    request: DeskRequest, step: Step, facts: Facts, form: StepForm, refusal: Refused
) -> HttpResponse:
    if isinstance(refusal, OutOfStock) and isinstance(form, TakeBackForm):
        data = request.POST.copy()
        data["asked"] = "on"
        form = step.form_of(facts, data)
        form.add_error("without_stock", refusal.message)
    else:
        field = _FIELDS.get(refusal.field or "", refusal.field)
        form.add_error(field if field in form.fields else None, refusal.message)
    return _page(request, step, facts, form, refusal.status)


def _page(
    request: DeskRequest,
    step: Step,
    facts: Facts,
    form: StepForm,
    status: int = HTTPStatus.OK,
    **more: object,
) -> HttpResponse:
    order = facts.order
    context = {
        "step": step,
        "facts": facts,
        "order": order,
        "form": form,
        "title": step.title % {"number": order.number},
        "cancel_url": address("desk:order", facts.shop.slug, order.number),
        "cancel_label": step.leave,
        **more,
    }
    return page(request, step.template, context, status=status)
