import secrets

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from comptoir.core.clock import utc_now
from comptoir.operations.figures import registry


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """The installation's figures, for whoever has the token; a page that does not exist for all others."""
    token = settings.COMPTOIR_METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    if not token or not secrets.compare_digest(token.encode(), given.encode()):
        raise Http404
    return HttpResponse(generate_latest(registry(utc_now())), content_type=CONTENT_TYPE_LATEST)
