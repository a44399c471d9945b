"""What waits for the worker, what it gave up, and once more."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from comptoir.core import queue as core_queue
from comptoir.core.clock import utc_now
from comptoir.core.errors import NotFound
from comptoir.core.queue import SHOWN
from comptoir.desk.access import DeskRequest, desk_view
from comptoir.desk.queue_page import rows
from comptoir.desk.setup_page import done, setup_page
from comptoir.mailing.queries import has_server
from comptoir.shops.actions.try_again import try_again
from comptoir.shops.rights import SETUP


@desk_view(right=SETUP)
@require_safe
def queue(request: DeskRequest) -> HttpResponse:
    """What the worker still owes the shop: since when, why, when it is tried next."""
    counts = core_queue.counts(shop_id=request.shop.id)
    context = {
        "failed": rows(request.shop, failed=True),
        "waiting": rows(request.shop, failed=False),
        "counts": counts,
        "more_failed": max(0, counts.dead - SHOWN),
        "more_waiting": max(0, counts.waiting - SHOWN),
        "has_server": has_server(),
    }
    return setup_page(request, "desk/queue/page.html", context, current="settings")


@desk_view(right=SETUP)
@require_POST
def queue_retry(request: DeskRequest, owed: str) -> HttpResponse:
    """Tries one entry of the queue again at once."""
    if core_queue.shop_of(owed) not in {None, request.shop.id}:
        raise NotFound
    return _again(request, owed)


@desk_view(right=SETUP)
@require_POST
def queue_retry_all(request: DeskRequest) -> HttpResponse:
    """Tries everything again that was given up."""
    return _again(request, None)


def _again(request: DeskRequest, entry: str | None) -> HttpResponse:
    try:
        event = try_again(shop_id=request.shop.id, entry=entry, actor=request.actor, now=utc_now())
    except NotFound:
        # Done while the page was looked at, or being done: nothing is wrong.
        return done(request, _("There was nothing left to try again."), "queue")
    count = int(event.after["entries"])
    text = ngettext("%(n)s entry is tried again now.", "%(n)s entries are tried again now.", count)
    return done(request, text % {"n": count}, "queue")
