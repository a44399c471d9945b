"""What went wrong with a provider, in words for the merchant."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from comptoir.payments.providers.interface import Fault

WORDS: dict[str, str | Promise] = {
    Fault.KEY: _("The provider does not know this key. Copy it again, whole."),
    Fault.OTHER_MODE: _(
        "This key belongs to the other mode: one is for tests, one for real money."
    ),
    Fault.NO_RIGHT: _("The provider knows this key, but it may not do what is needed here."),
    Fault.UNREACHABLE: _("The provider could not be reached. Try again in a moment."),
    Fault.REFUSED: _("The provider refused this."),
    Fault.NOTICES: _("What proves the provider's notices is missing or not right."),
    Fault.UNREADABLE: _("The provider answered something that could not be read."),
    Fault.SEALED: _(
        "The kept keys can't be read with this installation's encryption key. Enter them again."
    ),
}


def in_words(fault: str, said: str = "") -> str:
    """The fault in the active language, with the provider's own words behind it."""
    words = str(WORDS.get(fault, fault))
    return f"{words} ({said})" if said else words
