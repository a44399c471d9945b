"""The shop's accent as a stylesheet, its logo and its pictures."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from comptoir.core.errors import NotFound
from comptoir.storefront.media import accent_digest, open_media
from comptoir.storefront.sizes import WIDTHS
from comptoir.storefront.visit import Visit, storefront_view
from comptoir.ui.accent import accent_css

FOREVER = "public, max-age=31536000, immutable"


@require_safe
@storefront_view(when_closed=True)
def accent(request: HttpRequest, visit: Visit, digest: str) -> HttpResponse:
    """The name changes with the colour, so the answer never does."""
    if digest != accent_digest(visit.shop.accent):
        raise NotFound
    response = HttpResponse(accent_css(visit.shop.accent), content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = FOREVER
    return response


@require_safe
@storefront_view(when_closed=True)
def media(request: HttpRequest, visit: Visit, name: str) -> HttpResponseBase:
    """An uploaded picture of this shop, `?w=` smaller; a browser runs nothing in it."""
    width = next((one for one in WIDTHS if str(one) == request.GET.get("w")), None)
    file, kind = open_media(visit.shop, name, width)
    response = FileResponse(file, content_type=kind)
    response.headers["Cache-Control"] = FOREVER
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
