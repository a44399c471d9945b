"""Where providers send their notices."""

from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from comptoir.core.clock import utc_now
from comptoir.core.errors import NotFound
from comptoir.payments.notices.receive import LONGEST, receive
from comptoir.payments.queries.accounts import account_by_public_id


# The signature over the body is the proof here; there is no session and no form.
@csrf_exempt
@require_POST
def notice(request: HttpRequest, provider: str, account: str) -> HttpResponse:
    """A payment provider's notice is stored and answered; the worker handles it."""
    try:
        found = account_by_public_id(provider, account)
        if int(request.headers.get("Content-Length") or 0) > LONGEST:
            return HttpResponse(status=413)
        body = request.body
    except NotFound:
        return HttpResponse(status=404)
    except (ValueError, RawPostDataException, UnreadablePostError):
        return HttpResponse(status=400)
    genuine = receive(found, request.headers, body, now=utc_now())
    return HttpResponse(status=200 if genuine else 400)
