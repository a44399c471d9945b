"""The shop's own legal pages."""

from django.utils.translation import gettext as _

# Name in the address = field of the shop that holds the text.
PAGES = ("terms", "privacy", "withdrawal", "imprint")


def titles() -> dict[str, str]:
    return {
        "terms": _("Terms and conditions"),
        "privacy": _("Privacy"),
        "withdrawal": _("Right of withdrawal"),
        "imprint": _("Imprint"),
    }
