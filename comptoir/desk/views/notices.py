"""What payment providers told and could not be booked."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from comptoir.core.clock import utc_now
from comptoir.desk.access import DeskRequest, desk_view
from comptoir.desk.setup_page import done, setup_page
from comptoir.payments.actions.dismiss_notice import dismiss_notice
from comptoir.payments.actions.try_notice_again import try_notice_again
from comptoir.payments.queries.notices import unclear_notices
from comptoir.shops.rights import PAY


@desk_view(right=PAY)
@require_safe
def unclear(request: DeskRequest) -> HttpResponse:
    """Notices of payment providers that somebody must look at."""
    context = {"notices": unclear_notices(request.shop.id)}
    return setup_page(request, "desk/queue/notices.html", context, current="settings")


@desk_view(right=PAY)
@require_POST
def again(request: DeskRequest, notice: int) -> HttpResponse:
    """Tries to book a notice once more."""
    try_notice_again(shop_id=request.shop.id, notice_id=notice, actor=request.actor, now=utc_now())
    return done(request, _("It is tried again now."), "notices")


@desk_view(right=PAY)
@require_POST
def seen(request: DeskRequest, notice: int) -> HttpResponse:
    """A notice needs no looking at any more."""
    dismiss_notice(shop_id=request.shop.id, notice_id=notice, actor=request.actor, now=utc_now())
    return done(request, _("Put aside."), "notices")
