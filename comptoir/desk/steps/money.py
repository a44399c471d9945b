"""Money: mark as paid, void, refund."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from comptoir.core.errors import NotFound
from comptoir.core.models import Event
from comptoir.core.texts import text_in
from comptoir.desk.forms.order import AmountForm, MoneyForm
from comptoir.desk.steps.step import Asked, Facts, Step
from comptoir.orders.actions.mark_paid import mark_paid
from comptoir.orders.actions.refund import refund
from comptoir.orders.actions.remind import remind
from comptoir.orders.actions.void_payment import void_payment
from comptoir.orders.queries.one import left_of
from comptoir.payments.actions.request_refund import request_refund
from comptoir.shops.rights import EDIT, PAY, REFUND


def _today(facts: Facts) -> dict[str, Any]:
    return {"today": facts.today}


def _due(facts: Facts) -> dict[str, Any]:
    due = facts.order.balance
    return {"amount": due if due > 0 else None, "day": facts.today, "method": _method(facts)}


def _kept(facts: Facts) -> dict[str, Any]:
    order = facts.order
    kept = order.received - order.refunded
    return {"amount": kept or None, "day": facts.today, "method": _method(facts)}


def _method(facts: Facts) -> str:
    language = facts.shop.language
    return text_in(facts.order.payment_as_was.get("names", {}), language, language)


def _pay(asked: Asked) -> Event:
    given = asked.cleaned
    return mark_paid(
        **asked.whence,
        amount=given["amount"],
        received_on=given["day"],
        method=given["method"],
        reference=given["reference"],
    )


def _refund(asked: Asked) -> Event:
    given = asked.cleaned
    return refund(
        **asked.whence,
        amount=given["amount"],
        refunded_on=given["day"],
        method=given["method"],
        reference=given["reference"],
    )


def _void(asked: Asked) -> Event:
    payment = asked.facts.payment
    if payment is None:
        raise NotFound
    return void_payment(**asked.whence, payment_id=payment.id)


def _remind(asked: Asked) -> Event:
    return remind(**asked.whence)


def _left(facts: Facts) -> dict[str, Any]:
    if facts.payment is None:
        raise NotFound
    return {"amount": left_of(facts.payment, facts.view.payments) or None}


def _refund_online(asked: Asked) -> Event:
    payment = asked.facts.payment
    if payment is None:
        raise NotFound
    return request_refund(**asked.whence, payment_id=payment.id, amount=asked.cleaned["amount"])


MONEY = {
    "pay": Step(
        right=PAY,
        title=_("Mark order %(number)s as paid"),
        label=_("Mark as paid"),
        done=_("Marked as paid."),
        act=_pay,
        form=MoneyForm,
        options=_today,
        initial=_due,
        help="payment",
    ),
    "remind": Step(
        right=EDIT,
        title=_("Remind the customer of order %(number)s"),
        label=_("Send the reminder"),
        done=_("Reminder sent."),
        act=_remind,
        text=_("The customer gets a mail with what is still to be paid, and how."),
        help="payment",
    ),
    "void": Step(
        right=PAY,
        title=_("Void a payment of order %(number)s"),
        label=_("Void the payment"),
        done=_("Payment voided."),
        act=_void,
        text=_("The payment stays in the history as voided and no longer counts."),
        tone="danger",
        template="desk/order/void.html",
    ),
    "refund_online": Step(
        right=REFUND,
        title=_("Give money of order %(number)s back by the provider"),
        label=_("Refund now"),
        done=_("The provider is asked for the refund."),
        act=_refund_online,
        form=AmountForm,
        initial=_left,
        text=_("The provider sends the money back to where it came from. This can't be undone."),
        tone="danger",
        template="desk/order/void.html",
        help="payment",
    ),
    "refund": Step(
        right=REFUND,
        title=_("Refund order %(number)s"),
        label=_("Book the refund"),
        done=_("Refund booked."),
        act=_refund,
        form=MoneyForm,
        options=_today,
        initial=_kept,
        text=_(
            "This books money that you have given back yourself; it moves no money. What came "
            "through a provider is sent back by the button beside that payment. "
            "It can't be more than what was received."
        ),
        help="payment",
    ),
}
