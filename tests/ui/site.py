"""A small site that shows every frame and component: for tests here, and for the gallery."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import path, re_path
from django.utils import timezone, translation
from django.views.static import serve

from comptoir.core.clock import utc_now
from comptoir.ui.accent import accent_css
from comptoir.ui.frames import PlainFrame
from comptoir.ui.toasts import toast
from tests.ui import values
from tests.ui.sample_forms import ParcelForm, SampleForm

SAMPLES = Path(__file__).parent / "samples"
PICTURES = SAMPLES / "pictures"
DESK = {"form", "list", "order", "dialog", "empty"}


def context(request: HttpRequest, name: str) -> dict[str, Any]:
    frame: Any = values.desk_frame() if name in DESK else values.store_frame()
    if name == "sign_in":
        frame = PlainFrame(languages=values.store_frame().languages)
    bad = {"email": "not an address", "price": "twelve", "names_en": "Cup"}
    return {
        "frame": frame,
        "rows": values.rows(),
        "entries": values.entries(),
        "products": values.products(),
        "now": utc_now(),
        "form": SampleForm(bad if request.GET.get("errors") else None),
        "parcel": ParcelForm(request.POST or None),
        "tabs": values.TABS,
        "bulk": values.BULK,
        "ways": values.WAYS,
    }


def page(request: HttpRequest, name: str) -> HttpResponse:
    """One sample page; ?language= and ?errors= change it."""
    code = request.GET.get("language", "en")
    with translation.override(code), timezone.override("Europe/Paris"):
        if request.GET.get("toast"):
            toast(
                request,
                "Marked as paid.",
                undo_url="/act",
                undo_until=utc_now() + timedelta(seconds=15),
            )
        source = (SAMPLES / f"{name}.html").read_text(encoding="utf-8")
        drawn = engines["django"].from_string(source).render(context(request, name), request)
        return HttpResponse(drawn)


def dialog(request: HttpRequest) -> HttpResponse:
    """What every dialog's view does: draw, refuse with 422, or act and lead on."""
    if request.method == "POST" and ParcelForm(request.POST).is_valid():
        toast(
            request,
            "Marked as completed.",
            undo_url="/act",
            undo_until=utc_now() + timedelta(seconds=9),
        )
        return redirect("/order")
    answer = page(request, "dialog")
    answer.status_code = 422 if request.method == "POST" else 200
    return answer


def act(request: HttpRequest) -> HttpResponse:
    toast(request, f"Done with {request.POST.get('version', 'nothing')}.")
    return redirect("/order")


def accent(request: HttpRequest) -> HttpResponse:
    return HttpResponse(accent_css(request.GET.get("colour", "#a3502f")), content_type="text/css")


urlpatterns = [
    path("dialog", dialog),
    path("act", act),
    path("accent.css", accent),
    re_path(r"^pictures/(?P<path>.*)$", serve, {"document_root": str(PICTURES)}),
    path("<slug:name>", page),
]
