"""Dispatch: ready to collect, completed, parcels, reopened."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from comptoir.core.errors import NotFound
from comptoir.core.models import Event
from comptoir.desk.forms.order import CompletionForm, ParcelForm, ReadyForm, TrackingForm
from comptoir.desk.steps.step import Asked, Facts, Step
from comptoir.orders.actions.add_parcel import add_parcel
from comptoir.orders.actions.complete import complete
from comptoir.orders.actions.correct_parcel import correct_parcel
from comptoir.orders.actions.mark_ready import mark_ready
from comptoir.orders.actions.remove_parcel import remove_parcel
from comptoir.orders.actions.reopen import reopen
from comptoir.orders.models import Parcel
from comptoir.shops.rights import EDIT


def left_to_send(facts: Facts) -> dict[int, int]:
    """Line id → pieces that are in no parcel yet, from what the page has read already."""
    sent: dict[int, int] = {}
    for view in facts.view.parcels:
        for inside in () if view.removed else view.lines:
            sent[inside.line_id] = sent.get(inside.line_id, 0) + inside.quantity
    goods = [line for line in facts.view.lines if line.kind == "goods"]
    left = {line.id: line.quantity - sent.get(line.id, 0) for line in goods}
    return {line_id: pieces for line_id, pieces in left.items() if pieces > 0}


def _mail(facts: Facts) -> dict[str, Any]:
    return {"send_mail": bool(facts.order.email)}


def _inside(facts: Facts) -> dict[str, Any]:
    return {
        "left": left_to_send(facts),
        "lines": facts.view.lines,
        "shop_language": facts.shop.language,
    }


def _as_it_is(facts: Facts) -> dict[str, Any]:
    parcel = _parcel(facts)
    return {"tracking_number": parcel.tracking_number, "carrier": parcel.carrier}


def _parcel(facts: Facts) -> Parcel:
    if facts.parcel is None:
        raise NotFound
    return facts.parcel


def _tracking(asked: Asked) -> dict[str, Any]:
    names = ("tracking_number", "carrier", "send_mail")
    return {name: asked.cleaned[name] for name in names if name in asked.cleaned}


def _complete(asked: Asked) -> Event:
    return complete(**asked.whence, **_tracking(asked))


def _ready(asked: Asked) -> Event:
    return mark_ready(**asked.whence, send_mail=asked.cleaned["send_mail"])


def _add(asked: Asked) -> Event:
    form = asked.form
    assert isinstance(form, ParcelForm)  # noqa: S101  # for the type checker
    return add_parcel(**asked.whence, **_tracking(asked), quantities=form.quantities())


def _correct(asked: Asked) -> Event:
    parcel = _parcel(asked.facts)
    return correct_parcel(**asked.whence, **_tracking(asked), parcel_id=parcel.id)


def _remove(asked: Asked) -> Event:
    return remove_parcel(**asked.whence, parcel_id=_parcel(asked.facts).id)


def _reopen(asked: Asked) -> Event:
    return reopen(**asked.whence)


DISPATCH = {
    "complete": Step(
        right=EDIT,
        title=_("Complete order %(number)s"),
        label=_("Mark as completed"),
        done=_("Marked as completed."),
        act=_complete,
        form=CompletionForm,
        initial=_mail,
        help="tracking",
        template="desk/order/complete.html",
    ),
    "ready": Step(
        right=EDIT,
        title=_("Order %(number)s is ready to collect"),
        label=_("Ready to collect"),
        done=_("Ready to collect."),
        act=_ready,
        form=ReadyForm,
        initial=_mail,
        template="desk/order/ready.html",
    ),
    "parcel_add": Step(
        right=EDIT,
        title=_("Add a parcel to order %(number)s"),
        label=_("Add the parcel"),
        done=_("Parcel added."),
        act=_add,
        form=ParcelForm,
        options=_inside,
        initial=_mail,
        help="tracking",
        template="desk/order/parcel.html",
    ),
    "parcel": Step(
        right=EDIT,
        title=_("Correct a parcel of order %(number)s"),
        label=_("Save"),
        done=_("Parcel corrected."),
        act=_correct,
        form=TrackingForm,
        initial=_as_it_is,
        help="tracking",
        template="desk/order/parcel.html",
    ),
    "parcel_remove": Step(
        right=EDIT,
        title=_("Remove a parcel from order %(number)s"),
        label=_("Remove the parcel"),
        done=_("Parcel removed."),
        act=_remove,
        text=_("What was in it is to be sent again. The parcel stays in the history."),
        tone="danger",
    ),
    "reopen": Step(
        right=EDIT,
        title=_("Reopen order %(number)s"),
        label=_("Reopen"),
        done=_("Reopened."),
        act=_reopen,
        text=_("The order is no longer completed. Its parcels stay as they are."),
    ),
}
