"""Ways to receive and ways to pay: the list in its order, adding, changing, switching, deleting.

Both have the same pages. A `Kind` says what differs; each function here makes one page of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comptoir.core.clock import utc_now
from comptoir.core.errors import Refused
from comptoir.core.ordering import moved
from comptoir.desk.access import DeskRequest, desk_view
from comptoir.desk.setup_page import done, said, setup_page, step_of, telling, to
from comptoir.methods.rules import PROVIDERS, connected
from comptoir.shops.rights import SETUP
from comptoir.ui.toasts import toast

View = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """`name` is that of the one's address and template, `names` that of the list's."""

    name: str
    names: str
    row: Callable[..., Any]
    form: Callable[..., Any]
    one: Callable[..., Any]
    all: Callable[..., Any]
    add: Callable[..., Any]
    change: Callable[..., Any]
    switch: Callable[..., Any]
    reorder: Callable[..., Any]
    deletion: Callable[..., Any]
    added: Promise
    saved: Promise
    deleted: Promise
    ask: Promise


def listed(kind: Kind) -> View:
    @desk_view(right=SETUP)
    @require_safe
    def view(request: DeskRequest) -> HttpResponse:
        rows = [kind.row(request.shop, method) for method in kind.all(request.shop.id)]
        template = f"desk/setup/{kind.names}.html"
        return setup_page(request, template, {"rows": rows}, current="settings")

    return view


def added(kind: Kind) -> View:
    @desk_view(right=SETUP)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: DeskRequest) -> HttpResponse:
        return _form(request, kind, None, kind.add, kind.added)

    return view


def changed(kind: Kind) -> View:
    @desk_view(right=SETUP)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: DeskRequest, method: int) -> HttpResponse:
        there = kind.one(request.shop.id, method)
        return _form(request, kind, there, kind.change, kind.saved, method_id=there.id)

    return view


def switched(kind: Kind) -> View:
    @desk_view(right=SETUP)
    @require_POST
    def view(request: DeskRequest, method: int) -> HttpResponse:
        active = request.POST.get("active") == "yes"
        there = kind.switch(**_by(request), method_id=method, active=active)
        toast(request, _("Switched on.") if there.active else _("Switched off."))
        return redirect(to(request, kind.names))

    return view


def replaced(kind: Kind) -> View:
    @desk_view(right=SETUP)
    @require_POST
    def view(request: DeskRequest, method: int) -> HttpResponse:
        there = kind.one(request.shop.id, method)
        ids = [row.id for row in kind.all(request.shop.id)]
        with telling(request):
            kind.reorder(**_by(request), ids=moved(ids, there.id, step_of(request)))
        return redirect(to(request, kind.names))

    return view


def removed(kind: Kind) -> View:
    @desk_view(right=SETUP)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: DeskRequest, method: int) -> HttpResponse:
        there = kind.one(request.shop.id, method)
        if request.method == "POST":
            kind.deletion(**_by(request), method_id=there.id)
            return done(request, str(kind.deleted), kind.names)
        context = {
            "title": kind.ask,
            "question": _("Delete “%(name)s”?") % {"name": said(request.shop, there.names)},
            "text": _("Orders that use it keep it as it was. To pause it, switch it off instead."),
            "label": _("Delete"),
            "tone": "danger",
            "cancel_url": to(request, kind.names),
        }
        return setup_page(request, "desk/setup/confirm.html", context, current="settings")

    return view


def _by(request: DeskRequest) -> dict[str, Any]:
    """In which shop, by whom, when: what every action asks for."""
    return {"shop_id": request.shop.id, "actor": request.actor, "now": utc_now()}


def _saved(request: DeskRequest, kind: Kind, method: Any, text: str) -> HttpResponse:
    """On to the connection of what needs one, else back to the list."""
    if getattr(method, "kind", "") in PROVIDERS and not connected(method):
        return done(request, text, "payment_connect", method=method.id)
    return done(request, text, kind.names)


def _form(
    request: DeskRequest,
    kind: Kind,
    there: Any,
    act: Callable[..., Any],
    text: Promise,
    **named: int,
) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = kind.form(request.shop, there, data)
    sent = data is not None and not form.asked_for_more
    if sent and form.is_valid():
        try:
            method = act(**_by(request), **named, details=form.details())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return _saved(request, kind, method, str(text))
    context = {
        "form": form,
        "there": there,
        "name": said(request.shop, there.names) if there else "",
        "back_url": to(request, kind.names),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if sent else HTTPStatus.OK
    template = f"desk/setup/{kind.name}.html"
    return setup_page(request, template, context, current="settings", status=status)
