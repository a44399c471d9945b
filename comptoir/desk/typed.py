"""What somebody sent while signed out is kept, and offered again after sign-in.

It waits in the browser's session. Nothing is done with it until they press once more.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

KEY = "typed"
LASTS = 3600
# A shop's legal texts fit; what is larger is not a text that somebody typed.
MOST = 200_000
_OWN = "csrfmiddlewaretoken"
_NOT_SHOWN = {"version", "next", "do"}


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it was sent: where to, from which page, each field, and whether files were with it."""

    path: str
    back: str
    fields: list[tuple[str, str]]
    files: bool

    @property
    def texts(self) -> list[str]:
        """What is worth reading again before it is sent."""
        shown = (value.strip() for name, value in self.fields if name not in _NOT_SHOWN)
        return [value for value in shown if value and value != "on"]


def sign_in(request: HttpRequest) -> HttpResponseBase:
    """To sign-in and back here; what was sent waits for that."""
    if request.method == "POST":
        _keep(request)
    return redirect_to_login(request.get_full_path())


def waiting(request: HttpRequest) -> Typed | None:
    """What waits for this address; once it is sent there, nothing does."""
    kept: dict[str, Any] | None = request.session.get(KEY)
    if kept is None or kept["path"] != request.get_full_path():
        return None
    if request.method == "POST":
        del request.session[KEY]
    if request.method != "GET":
        return None
    fields = [(name, value) for name, value in kept["fields"]]
    return Typed(kept["path"], kept["back"], fields, kept["files"])


def leave(request: HttpRequest) -> str:
    """Nothing waits any more; the page where it was typed."""
    kept: dict[str, Any] | None = request.session.pop(KEY, None)
    return kept["back"] if kept else reverse("desk:shops")


def _keep(request: HttpRequest) -> None:
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != _OWN and "password" not in name
        for value in values
    ]
    if not fields or sum(len(name) + len(value) for name, value in fields) > MOST:
        return
    request.session[KEY] = {
        "path": request.get_full_path(),
        "back": _whence(request),
        "fields": fields,
        "files": bool(request.FILES),
    }
    # Until sign-in, which sets how long the session lasts anew.
    request.session.set_expiry(LASTS)


def _whence(request: HttpRequest) -> str:
    came = urlsplit(request.headers.get("referer", ""))
    if came.netloc != request.get_host() or not came.path.startswith("/desk/"):
        return reverse("desk:shops")
    return f"{came.path}?{came.query}" if came.query else came.path
