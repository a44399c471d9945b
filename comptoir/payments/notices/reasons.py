"""Why a notice is unclear, in words for the merchant."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

UNREADABLE, UNKNOWN, CURRENCY, REFUND = "unreadable", "unknown", "currency", "refund"
AMOUNT = "amount"

WORDS: dict[str, str | Promise] = {
    UNREADABLE: _("It says something that could not be read."),
    UNKNOWN: _("It names a payment that no order of this shop has begun."),
    CURRENCY: _("It tells of money in another currency than the order's; nothing was booked."),
    AMOUNT: _("It tells of an amount that can't be booked; nothing was booked."),
    REFUND: _("It tells of a refund above what was received; nothing was booked."),
}
