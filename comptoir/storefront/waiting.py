"""How long a delivery takes, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def days(least: int | None, most: int | None) -> str:
    """ "2–4 working days"; "" when the shop says nothing."""
    if least is None and most is None:
        return ""
    first, last = (least if least is not None else most), (most if most is not None else least)
    if first == last:
        return ngettext("%(count)d working day", "%(count)d working days", last or 0) % {
            "count": last
        }
    return _("%(first)d–%(last)d working days") % {"first": first, "last": last}
