"""Refusals of payments: one class each, with a stable code."""

from django.utils.translation import gettext_lazy as _

from comptoir.core.errors import Refused


class NotConnected(Refused):
    code = "not_connected"
    status = 409
    text = _("This way to pay is not available at the moment. Please choose another one.")


class NothingToPayHere(Refused):
    code = "nothing_to_pay"
    status = 409
    text = _("Nothing is left to be paid on this order.")


class OtherCurrency(Refused):
    """Money came in another currency than the order's: it can't be counted towards it."""

    code = "other_currency"
    text = _("The payment is in another currency than the order.")
