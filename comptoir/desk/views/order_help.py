"""Help where it is needed: a page per topic, linked from what it explains."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from comptoir.core.errors import NotFound
from comptoir.desk.access import DeskRequest
from comptoir.desk.views.order_answer import order_page, page
from comptoir.shops.rights import SETUP

TOPICS = {
    "tracking": _("Tracking parcels"),
    "delivery": _("Delivery methods"),
    "payment": _("Payment methods and booking payments"),
    "archiving-deleting": _("Archiving and deleting"),
}


@require_GET
@order_page
def help_page(request: DeskRequest, topic: str) -> HttpResponse:
    if topic not in TOPICS:
        raise NotFound
    others = [(name, title) for name, title in TOPICS.items() if name != topic]
    context = {
        "topic": topic,
        "title": TOPICS[topic],
        "others": others,
        "may_set_up": request.actor.may(SETUP),
    }
    return page(request, f"desk/help/{topic}.html", context)
