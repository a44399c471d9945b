"""The line at the foot after a step on an order, with its way back."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from comptoir.core.models import Event
from comptoir.desk.access import DeskRequest
from comptoir.desk.timeline import is_part, who
from comptoir.orders.inverses import INVERSES
from comptoir.orders.queries.history import position_of
from comptoir.ui.addresses import address
from comptoir.ui.toasts import toast


def say_done(
    request: DeskRequest, done: str | Promise, event: Event, number: str, now: datetime
) -> None:
    """Says what was done and offers to undo it; of what was so already, says by whom."""
    if is_part(event):
        done = _("Part payment booked.")
    if event.at != now:
        by = who(event.actor_kind, event.actor_name)
        toast(request, _("%(done)s It was so already, by %(who)s.") % {"done": done, "who": by})
        return
    inverse = INVERSES.get(event.kind)
    if inverse is None or not request.actor.may(inverse.right):
        toast(request, done)
        return
    toast(
        request,
        done,
        undo_url=undo_url(request.shop.slug, number, event),
        undo_until=leaves_at(event),
    )


def undo_url(slug: str, number: str, event: Event) -> str:
    return address("desk:order_undo", slug, number, position_of(event))


def leaves_at(event: Event) -> datetime | None:
    """When the mail that the event owes goes out; None if it owes none."""
    if not event.after.get("mail"):
        return None
    return event.at + timedelta(seconds=settings.COMPTOIR_UNDO_SECONDS)
