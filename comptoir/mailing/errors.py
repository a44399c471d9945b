"""Refusals of mails."""

from django.utils.translation import gettext_lazy as _

from comptoir.core.errors import Refused


class NoRecipient(Refused):
    code = "no_recipient"
    field = "to"
    text = _("Enter the e-mail address that this message should go to.")


class NotSentAgain(Refused):
    code = "not_sent_again"
    text = _("Messages about accounts can't be sent again. Ask for a new one.")
