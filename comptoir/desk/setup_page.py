"""How pages of goods and methods answer, and how refusals come back to their fields."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from comptoir.core.errors import NotFound, Refused
from comptoir.core.texts import Texts, text_in
from comptoir.desk.access import DeskRequest
from comptoir.desk.frame import desk_frame
from comptoir.shops.models import Shop
from comptoir.ui.frames import Link
from comptoir.ui.toasts import toast

TAX_CLASSES = [
    ("standard", gettext_lazy("Standard rate")),
    ("reduced", gettext_lazy("Reduced rate")),
    ("second_reduced", gettext_lazy("Second reduced rate")),
    ("super_reduced", gettext_lazy("Super-reduced rate")),
    ("none", gettext_lazy("Not taxed")),
]


def setup_page(
    request: DeskRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    current: str,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """The template inside the desk's frame, with the shop beside its values."""
    given = {"frame": desk_frame(request, current), "shop": request.shop}
    return render(request, template, {**given, **context}, status=status)


def said(shop: Shop, texts: Texts) -> str:
    """The shop's text as its staff reads it: in the reader's language if there is one."""
    return text_in(texts, get_language() or "", shop.language)


def to(request: DeskRequest, name: str, **parts: object) -> str:
    """The address of a desk page of this shop."""
    return reverse(f"desk:{name}", kwargs={"shop": request.shop.slug, **parts})


def done(request: DeskRequest, text: str, name: str, **parts: object) -> HttpResponseRedirect:
    """It says so at the foot of the page that it leads to."""
    toast(request, text)
    return redirect(to(request, name, **parts))


def tell(form: forms.BaseForm, refusal: Refused) -> None:
    """The refusal stands beside its field, or above the form if it has none there."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, refusal.message)


def hush(form: forms.BaseForm) -> None:
    """The form shows what was typed and says nothing about it: it was not sent to be taken."""
    # Django keeps its verdict here; an empty one is "nothing wrong", without looking.
    vars(form)["_errors"] = ErrorDict()


def kept_texts(old: Texts, new: Texts, languages: Sequence[str]) -> Texts:
    """What was typed, and the texts in languages that the shop does not speak now."""
    return {code: text for code, text in old.items() if code not in languages} | new


def goods_tabs(request: DeskRequest, current: str) -> list[Link]:
    """Products and their categories."""
    return [
        Link(_("Products"), to(request, "products"), current=current == "products"),
        Link(_("Categories"), to(request, "categories"), current=current == "categories"),
    ]


@contextmanager
def telling(request: HttpRequest) -> Iterator[None]:
    """What an action refuses is said at the foot of the page that follows."""
    try:
        yield
    except NotFound:
        raise
    except Refused as refusal:
        toast(request, refusal.message, tone="warn")


def step_of(request: HttpRequest) -> int:
    """How far a press of "up" or "down" moves a row."""
    return -1 if request.POST.get("step") == "up" else 1


class Rows:
    """The numbered rows of a form: how many there are, and whether one more is asked for."""

    MOST = 100

    def __init__(self, data: Mapping[str, Any] | None, prefix: str, there: int) -> None:
        self.name = f"{prefix}-rows"
        typed = str(data.get(self.name, "")) if data is not None else ""
        count = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else there
        self.asked_for_more = data is not None and f"{prefix}-more" in data
        self.count = min(count + self.asked_for_more, self.MOST)
