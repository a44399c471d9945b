"""Terms, privacy, withdrawal, imprint: the shop's own words."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from comptoir.core.errors import NotFound
from comptoir.storefront import frame
from comptoir.storefront.legal import PAGES, titles
from comptoir.storefront.visit import Visit, storefront_view


@require_safe
@storefront_view(when_closed=True)
def page(request: HttpRequest, visit: Visit, page: str) -> HttpResponse:
    """The shop's `terms`, `privacy`, `withdrawal` or `imprint` in its own words."""
    text = visit.text(getattr(visit.shop, page)) if page in PAGES else ""
    if not text:
        raise NotFound
    context = {"title": titles()[page], "text": text, "name": page}
    return frame.page(request, visit, "storefront/legal.html", context)
