"""Mails that a shop can switch on: payment received, order cancelled."""

from django.utils.translation import gettext as _

from comptoir.mailing.facts import Facts
from comptoir.mailing.letter import Details, Letter, Link, Row
from comptoir.mailing.letters import parts
from comptoir.mailing.letters.frame import letter
from comptoir.mailing.letters.pay import how_to_pay, way_to_order
from comptoir.orders.reminding import EXPIRED


def payment(known: Facts) -> Letter:
    """To the customer: money has come in, and what is still open, if anything."""
    booked = known.event.after if known.event else {}
    rows = [
        Row(_("Amount"), known.money(int(booked.get("amount", known.order.received)))),
        Row(_("Received on"), known.day(str(booked.get("received_on", "")))),
        Row(_("Payment"), known.payment_name),
    ]
    return letter(
        known,
        what=_("payment received"),
        heading=_("Your payment has arrived"),
        paragraphs=[
            _("Thank you. We have received your payment for order %(number)s.")
            % {"number": known.order.number}
        ],
        button=way_to_order(known),
        blocks=[
            Details(_("Payment received"), tuple(row for row in rows if row.value), boxed=True),
            how_to_pay(known),
            parts.lines(known),
        ],
    )


def reminder(known: Facts) -> Letter:
    """To the customer: what is still to be paid, and how."""
    order = known.order
    return letter(
        known,
        what=_("payment reminder"),
        heading=_("Your payment has not arrived yet"),
        paragraphs=[
            _("For your order %(number)s of %(moment)s, %(amount)s is still to be paid.")
            % {
                "number": order.number,
                "moment": known.moment(order.placed_at),
                "amount": known.money(order.balance),
            },
            _("If you have paid in the last few days, please take this mail as answered."),
        ],
        button=way_to_order(known),
        blocks=[how_to_pay(known), parts.lines(known)],
    )


def cancelled(known: Facts) -> Letter:
    """To the customer: the order was cancelled."""
    order = known.order
    left = order.received - order.refunded
    expired = known.event is not None and known.event.after.get("reason") == EXPIRED
    owed = _("We will refund the %(amount)s that you have paid.") % {"amount": known.money(left)}
    return letter(
        known,
        what=_("order cancelled"),
        heading=_("Your order is cancelled"),
        paragraphs=[
            _("Your order %(number)s was cancelled. Nothing more will be sent.")
            % {"number": order.number},
            _("No payment had arrived in time.") if expired else "",
            owed if left > 0 else "",
        ],
        button=Link(_("See your order"), known.customer_url),
        blocks=[parts.lines(known)],
    )
