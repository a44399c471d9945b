"""The mails of an order: each as it was sent, and once more."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from comptoir.core.clock import utc_now
from comptoir.core.errors import Forbidden, NotFound, Refused
from comptoir.desk.access import DeskRequest
from comptoir.desk.mail_frame import mail_frame
from comptoir.desk.order_words import MESSAGE
from comptoir.desk.views.order_answer import order_page, page
from comptoir.mailing.actions.send_again import send_again
from comptoir.mailing.queries import MessageView, message, messages_of_order
from comptoir.orders.models import Order
from comptoir.orders.queries.one import order_by_number
from comptoir.shops.rights import EDIT
from comptoir.ui.toasts import toast


class AgainForm(forms.Form):
    to = forms.EmailField(label=gettext_lazy("Send again to"), max_length=200)


@order_page
def show_message(request: DeskRequest, number: str, position: int) -> HttpResponse:
    """The mail, its delivery, and the form that sends it again."""
    order, shown = _message(request, number, position)
    status = 200
    own = shown.row.recipient if shown.row.for_merchant else order.email
    form = AgainForm(request.POST or None, initial={"to": own})
    if request.method == "POST" and form.is_valid():
        try:
            send_again(
                shop_id=request.shop.id,
                message_id=shown.row.id,
                to=form.cleaned_data["to"],
                actor=request.actor,
                now=utc_now(),
            )
        except (NotFound, Forbidden):
            raise
        except Refused as refusal:
            form.add_error("to" if refusal.field == "to" else None, refusal.message)
        else:
            toast(request, _("Sent again to %(email)s.") % {"email": form.cleaned_data["to"]})
            return redirect("desk:order", request.shop.slug, number)
    if form.is_bound and not form.is_valid():
        status = 422
    tone, shape = MESSAGE[shown.row.state]
    context = {
        "order": order,
        "message": shown,
        "position": position,
        "form": form if request.actor.may(EDIT) and order.anonymised_at is None else None,
        "tone": tone,
        "shape": shape,
    }
    return page(request, "desk/order/message.html", context, status=status)


@require_GET
@order_page
def message_frame(request: DeskRequest, number: str, position: int) -> HttpResponse:
    """The mail alone, as it was sent."""
    _order, shown = _message(request, number, position)
    return mail_frame(request, shown.html)


def _message(request: DeskRequest, number: str, position: int) -> tuple[Order, MessageView]:
    """The order's message at that position, counted from the first, 1. Raises NotFound."""
    order = order_by_number(request.shop.id, number)
    rows = messages_of_order(request.shop.id, order.id)
    if not 1 <= position <= len(rows):
        raise NotFound
    return order, message(request.shop.id, rows[-position].id)
