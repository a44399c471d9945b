"""The answer to requests that can't be read: too long, garbled, for a host that is not ours."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Says so in words, with 400.

    Django's own view looks for a form's token first, which reads the body again and
    fails again.
    """
    return HttpResponse(render_to_string("400.html"), status=400)
