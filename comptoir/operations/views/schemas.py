from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from comptoir.exchange.orders_xml import SCHEMA_PATH


@require_safe
@cache_control(public=True, max_age=86_400)
def orders(request: HttpRequest) -> HttpResponse:
    """The XSD of orders as XML (docs/orders-xml.md)."""
    return HttpResponse(SCHEMA_PATH.read_bytes(), content_type="application/xml")
