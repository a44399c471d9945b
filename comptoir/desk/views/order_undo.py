"""Undo: from the line at the foot, or from the timeline."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from comptoir.core.clock import utc_now
from comptoir.core.errors import Forbidden, NotFound, Refused
from comptoir.desk.access import DeskRequest
from comptoir.desk.timeline import told
from comptoir.desk.views.order_answer import order_page
from comptoir.orders.actions.undo import undo
from comptoir.orders.queries.history import event_at
from comptoir.orders.queries.one import order_by_number
from comptoir.ui.toasts import toast


@order_page
def undo_entry(request: DeskRequest, number: str, entry: int) -> HttpResponse:
    """POST undoes the order's event at that position; GET (after a sign-in) leads back."""
    order = order_by_number(request.shop.id, number)
    event = event_at(order, entry)
    if request.method == "POST":
        what = told(event, order.currency).what
        try:
            undone = undo(
                shop_id=request.shop.id, event_id=event.id, actor=request.actor, now=utc_now()
            )
        except (NotFound, Forbidden):
            raise
        except Refused as refusal:
            toast(request, f"{what}: {refusal.message}", tone="danger")
        else:
            said = _("Undone: %(step)s.") % {"step": what}
            if undone.mail_left:
                left = _("Its mail has already left.")
                toast(request, f"{said} {left}", tone="warn")
            else:
                toast(request, said)
    return redirect("desk:order", request.shop.slug, number)
