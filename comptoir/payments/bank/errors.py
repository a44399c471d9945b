"""Refusals of the bank page."""

from django.utils.translation import gettext_lazy as _

from comptoir.core.errors import Conflict, Refused


class LineDecided(Conflict):
    code = "line_decided"
    text = _("This booking was decided meanwhile. Look at it again.")


class NothingProposed(Refused):
    code = "nothing_proposed"
    field = "order"
    text = _("Choose an order for this booking.")


class NotUndoableLine(Refused):
    code = "line_open"
    text = _("There is nothing to undo on this booking.")


class PartsTooLarge(Refused):
    code = "parts_too_large"
    field = "amount"
    text = _("More would be booked than the transfer brought.")
