"""Getting in: by an invitation, or as the first of all."""

from contextlib import suppress
from http import HTTPStatus

from django.contrib.auth import login
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from comptoir.core.clock import utc_now
from comptoir.core.database import write
from comptoir.core.errors import Refused
from comptoir.desk.forms.joining import FirstRunForm
from comptoir.desk.forms.members import JoinForm
from comptoir.desk.frame import shop_name
from comptoir.desk.language import speaks
from comptoir.desk.setup_page import tell
from comptoir.shops.actions.accept_invitation import accept_invitation
from comptoir.shops.actions.create_account import create_account
from comptoir.shops.actions.first_run import first_run as set_up
from comptoir.shops.errors import InvitationGone
from comptoir.shops.first_run import is_first_run
from comptoir.shops.invitations import open_invitation
from comptoir.shops.models import Account, Invitation
from comptoir.shops.queries import account_by_email
from comptoir.ui.frames import PlainFrame
from comptoir.ui.toasts import toast

BACKEND = "comptoir.shops.sign_in.SignIn"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """The invitation's link: sign in with its e-mail, or make an account for it."""
    try:
        invitation = open_invitation(token, utc_now())
    except InvitationGone as gone:
        context = {"frame": PlainFrame(), "message": gone.message}
        return render(request, "desk/joining/gone.html", context, status=gone.status)
    there = account_by_email(invitation.email)
    if there is not None:
        return _join_known(request, token, invitation, there)
    return _join_new(request, token, invitation)


def _join_known(
    request: HttpRequest, token: str, invitation: Invitation, there: Account
) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    if request.user != there:
        # Sign-in would send somebody who is signed in straight back here.
        return render(request, "desk/joining/other.html", _context(invitation))
    if request.method == "POST":
        with suppress(InvitationGone):  # a second press; the first one let them in
            accept_invitation(shop_id=invitation.shop_id, token=token, account=there, now=utc_now())
        return _welcome(request, invitation)
    return render(request, "desk/joining/known.html", _context(invitation))


def _join_new(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    form = JoinForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            with write():
                account = create_account(
                    email=invitation.email,
                    language=(get_language() or "en").split("-")[0],
                    now=utc_now(),
                    **form.cleaned_data,
                )
                accept_invitation(
                    shop_id=invitation.shop_id, token=token, account=account, now=utc_now()
                )
        except Refused as refusal:
            tell(form, refusal)
        else:
            login(request, account, backend=BACKEND)
            return speaks(request, _welcome(request, invitation), account)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = _context(invitation) | {"form": form}
    return render(request, "desk/joining/new.html", context, status=status)


def _context(invitation: Invitation) -> dict[str, object]:
    return {
        "frame": PlainFrame(),
        "shop": shop_name(invitation.shop),
        "email": invitation.email,
        "who": invitation.invited_by,
    }


def _welcome(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    toast(request, _("Welcome to %(shop)s.") % {"shop": shop_name(invitation.shop)})
    return redirect(reverse("desk:orders", args=[invitation.shop.slug]))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def first_run(request: HttpRequest, token: str) -> HttpResponse:
    """The installation's first account and shop; the link works once."""
    if not is_first_run(token):
        raise Http404
    form = FirstRunForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            shop = set_up(now=utc_now(), **form.details())
        except Refused as refusal:
            tell(form, refusal)
        else:
            account = form.account()
            login(request, account, backend=BACKEND)
            with override(account.language):
                toast(request, _("Your shop is there. What it still lacks is listed here."))
            return speaks(request, redirect("desk:settings", shop.slug), account)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"frame": PlainFrame(), "form": form}
    return render(request, "desk/joining/first_run.html", context, status=status)
