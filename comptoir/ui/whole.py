"""Whole pages that are drawn once for all visitors who would see the same.

They are drawn without the request, so that no account, message or token of the visitor who
happens to be first can get in. What else differs between visitors is named by the key. Each
visitor's own CSRF token is put into what was kept.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from comptoir.ui.templatetags.once import TOKEN

# Bytes of pages that a process keeps; the longest unasked go first.
ROOM = 3_000_000
# Who brings one of these may be signed in, or be told something: that page is the visitor's own.
_OWN = (settings.SESSION_COOKIE_NAME, "messages")
_pages: OrderedDict[Hashable, bytes] = OrderedDict()
_lock = Lock()


def forget() -> None:
    """Nothing is kept."""
    with _lock:
        _pages.clear()


def whole(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, key: Hashable
) -> HttpResponse:
    """The page, from what was kept if one with that key was drawn before.

    The key names everything that the template shows, but for language and address.
    """
    if of_their_own(request):
        return render(request, template, dict(context))

    def draw(given: Mapping[str, Any]) -> str:
        return render_to_string(template, dict(given))

    return HttpResponse(kept(request, template, context, (request.path, key), draw=draw))


def of_their_own(request: HttpRequest) -> bool:
    """True where the frame may tell the visitor something that is nobody else's."""
    return any(name in request.COOKIES for name in _OWN)


def kept(
    request: HttpRequest,
    name: str,
    context: Mapping[str, Any],
    key: Hashable,
    *,
    draw: Callable[[Mapping[str, Any]], str],
) -> str:
    """What was drawn by that name, key and language; drawn now if it is the first time."""
    place = (name, get_language(), key)
    found = _kept(place)
    if found is None:
        found = draw({**context, "csrf_token": TOKEN}).encode()
        _keep(place, found)
    text = found.decode()
    return text.replace(TOKEN, get_token(request)) if TOKEN in text else text


def _kept(key: Hashable) -> bytes | None:
    with _lock:
        found = _pages.get(key)
        if found is not None:
            _pages.move_to_end(key)
        return found


def _keep(key: Hashable, page: bytes) -> None:
    with _lock:
        _pages[key] = page
        room = ROOM - sum(map(len, _pages.values()))
        while room < 0 and _pages:
            _, oldest = _pages.popitem(last=False)
            room += len(oldest)
