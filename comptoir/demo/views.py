"""Pages of the local mailbox: a list, and a mail beside it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comptoir.core.errors import NotFound
from comptoir.demo.letterbox import Letter, newest, opened
from comptoir.demo.seed.shop import SLUG, ZONE
from comptoir.desk.mail_frame import mail_frame
from comptoir.ui.frames import PlainFrame


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """The list; where there is room, the newest mail beside it."""
    letters = newest()
    return _page(request, letters, opened(letters[0].name) if letters else None, chosen=False)


@require_safe
def letter(request: HttpRequest, name: str) -> HttpResponse:
    return _page(request, newest(), _opened(name), chosen=True)


@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """The mail's HTML, for the sandboxed frame."""
    return mail_frame(request, _opened(name).html)


def _opened(name: str) -> Letter:
    try:
        return opened(name)
    except NotFound as error:
        raise Http404 from error


def _page(
    request: HttpRequest, letters: list[Letter], shown: Letter | None, *, chosen: bool
) -> HttpResponse:
    frame = PlainFrame(home_url=reverse("storefront:home", args=[SLUG]), shop_name=_("Mailbox"))
    context = {"frame": frame, "letters": letters, "letter": shown, "chosen": chosen}
    with timezone.override(ZONE):
        return render(request, "demo/mailbox.html", context)
