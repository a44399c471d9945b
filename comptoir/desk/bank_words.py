"""What the bank page says: states of lines, and what speaks for an order."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comptoir.payments.matching import Why
from comptoir.payments.models import BankLine

State = BankLine.State
CHIPS: dict[str, tuple[str | Promise, str, str]] = {
    State.OPEN: (_("No order found"), "rest", "open"),
    State.NEAR: (_("Suggested"), "wait", "half"),
    State.DOUBTFUL: (_("Perhaps already there"), "wait", "half"),
    State.BOOKED: (pgettext_lazy("a bank line", "Booked"), "done", "full"),
    State.IGNORED: (pgettext_lazy("a bank line", "Ignored"), "rest", "dash"),
    State.OUT: (_("Money out"), "rest", "dash"),
}
WHY: dict[str, str | Promise] = {
    Why.REFERENCE: _("the payment reference is there"),
    Why.NEAR_REFERENCE: _("the payment reference, with one sign wrong"),
    Why.NUMBER: _("the order number is there"),
    Why.BARE_NUMBER: _("the order number, without its zeros"),
    Why.SHORT_NUMBER: _("the last part of the order number"),
    Why.NEAR_NUMBER: _("the order number, with one sign wrong"),
    Why.AMOUNT: _("the amount is right"),
    Why.SHORT: _("less than what is open"),
    Why.OVER: _("more than what is open"),
    Why.ALREADY_PAID: _("the order is already paid"),
    Why.NAME: _("the name is the customer's"),
    Why.PART_OF_NAME: _("a part of the name is the customer's"),
    Why.OTHER_NAME: _("another name than the customer's"),
    Why.IBAN: _("this account paid for the customer before"),
    Why.SEVERAL_ORDERS: _("several orders together"),
    Why.SEVERAL_TRANSFERS: _("several transfers together"),
    Why.SEVERAL_FIT: _("other orders fit as well"),
    Why.CANCELLED: _("the order is cancelled"),
    Why.PLACED_LATER: _("the order was placed after the money came"),
    Why.REFUND: _("a refund of this order"),
    Why.REVERSAL: _("the bank took an earlier booking back"),
    Why.MONEY_OUT: _("money out"),
}
# What the page shows: name, label, states.
VIEWS: tuple[tuple[str, str | Promise, tuple[str, ...]], ...] = (
    ("todo", _("To decide"), (State.NEAR, State.DOUBTFUL, State.OPEN)),
    ("booked", pgettext_lazy("bank lines", "Booked"), (State.BOOKED,)),
    ("out", _("Money out"), (State.OUT,)),
    ("ignored", pgettext_lazy("bank lines", "Ignored"), (State.IGNORED,)),
)


def why_words(codes: list[str]) -> list[str]:
    return [str(WHY[code]) for code in codes if code in WHY]
