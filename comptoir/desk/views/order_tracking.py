"""What helps while a parcel is written down: whose number it is, and what the mail will say."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from comptoir.core.errors import Invalid, NotFound
from comptoir.desk.access import DeskRequest
from comptoir.desk.mail_frame import mail_frame
from comptoir.desk.views.order_answer import order_page, page
from comptoir.mailing.preview import preview
from comptoir.mailing.queries import for_page
from comptoir.orders.models import Parcel
from comptoir.orders.parcels import set_tracking
from comptoir.orders.queries.one import order_by_number

PREVIEWS = frozenset({"dispatch", "ready"})


@require_GET
@order_page
def tracking(request: DeskRequest, number: str) -> HttpResponse:
    """Whose parcel it will be and where its link will lead, as one types."""
    order = order_by_number(request.shop.id, number)
    typed, carrier = _typed(request.GET)
    parcel, refusal = Parcel(shop_id=request.shop.id, order=order), ""
    try:
        set_tracking(parcel, order, typed, carrier)
    except Invalid as invalid:
        refusal = invalid.message
    context = {"parcel": parcel, "refusal": refusal, "typed": typed}
    return render(request, "desk/order/tracking.html", context)


@order_page
def preview_page(request: DeskRequest, number: str, kind: str) -> HttpResponse:
    """The mail in its frame; a part of the window with JavaScript, else a page of its own."""
    _known(kind)
    order = order_by_number(request.shop.id, number)
    typed = QueryDict(mutable=True)
    typed["tracking_number"], typed["carrier"] = _typed(request.POST or request.GET)
    address = reverse("desk:order_preview_frame", args=[request.shop.slug, order.number, kind])
    context = {"order": order, "frame_url": f"{address}?{typed.urlencode()}"}
    part = request.headers.get("HX-Target") == "mail-preview"
    template = "desk/order/preview_part.html" if part else "desk/order/preview.html"
    return render(request, template, context) if part else page(request, template, context)


@require_GET
@order_page
def preview_frame(request: DeskRequest, number: str, kind: str) -> HttpResponse:
    """The mail alone, as a page for the sandboxed frame."""
    _known(kind)
    order = order_by_number(request.shop.id, number)
    typed, carrier = _typed(request.GET)
    try:
        mail = preview(
            shop_id=request.shop.id,
            order_id=order.id,
            kind=kind,
            tracking_number=typed,
            carrier=carrier,
        )
    except Invalid as invalid:
        return HttpResponse(invalid.message, content_type="text/plain", status=invalid.status)
    return mail_frame(request, for_page(mail.html, mail.logo, mail.code))


def _known(kind: str) -> None:
    if kind not in PREVIEWS:
        raise NotFound


def _typed(data: QueryDict) -> tuple[str, str]:
    return data.get("tracking_number", ""), data.get("carrier", "")
