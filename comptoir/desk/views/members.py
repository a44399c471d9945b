"""Who belongs to the shop, with which rights; inviting and removing."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from comptoir.core.clock import utc_now
from comptoir.core.errors import Refused
from comptoir.desk.access import DeskRequest, desk_view
from comptoir.desk.forms.members import InviteForm, RightsForm, in_words
from comptoir.desk.invitation_mail import queue_invitation
from comptoir.desk.setup_page import done, setup_page, tell, telling, to
from comptoir.shops.actions.change_rights import change_rights
from comptoir.shops.actions.invite_member import invite_member
from comptoir.shops.actions.remove_member import remove_member
from comptoir.shops.actions.withdraw_invitation import withdraw_invitation
from comptoir.shops.queries import member_of_shop, members_of, open_invitations
from comptoir.shops.rights import EDIT, MEMBERS, SEE, SETUP
from comptoir.ui.toasts import toast


@desk_view(right=MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def members(request: DeskRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = InviteForm(data, initial={"rights": [SEE, EDIT]}, actor=request.actor)
    if data is not None and form.is_valid():
        try:
            invite_member(
                shop_id=request.shop.id,
                email=form.cleaned_data["email"],
                rights=form.chosen(),
                tell=queue_invitation,
                actor=request.actor,
                now=utc_now(),
            )
        except Refused as refusal:
            tell(form, refusal)
        else:
            return done(request, _("The invitation is on its way."), "members")
    context = {
        "form": form,
        "rows": [(row, in_words(row.rights)) for row in members_of(request.shop)],
        "invitations": open_invitations(request.shop, utc_now()),
        "may_set_up": request.actor.may(SETUP),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if data is not None else HTTPStatus.OK
    return setup_page(
        request, "desk/settings/members.html", context, current="settings", status=status
    )


@desk_view(right=MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: DeskRequest, member: int) -> HttpResponse:
    """The rights of one member."""
    there = member_of_shop(request.shop.id, member)
    data = request.POST if request.method == "POST" else None
    kept = frozenset(there.rights) - request.actor.rights
    form = RightsForm(data, initial={"rights": there.rights}, actor=request.actor, kept=kept)
    if data is not None and form.is_valid():
        try:
            change_rights(
                shop_id=request.shop.id,
                membership_id=there.id,
                rights=form.chosen(),
                actor=request.actor,
                now=utc_now(),
            )
        except Refused as refusal:
            tell(form, refusal)
        else:
            return done(request, _("Rights saved."), "members")
    context = {"form": form, "there": there, "cancel_url": to(request, "members")}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if data is not None else HTTPStatus.OK
    return setup_page(
        request, "desk/settings/member.html", context, current="settings", status=status
    )


@desk_view(right=MEMBERS)
@require_http_methods(["GET", "HEAD", "POST"])
def member_remove(request: DeskRequest, member: int) -> HttpResponse:
    there = member_of_shop(request.shop.id, member)
    if request.method == "POST":
        with telling(request):
            remove_member(
                shop_id=request.shop.id,
                membership_id=there.id,
                actor=request.actor,
                now=utc_now(),
            )
            toast(request, _("Removed from the shop."))
        return redirect(to(request, "members"))
    context = {
        "title": _("Remove member"),
        "question": _("Remove %(name)s from this shop?") % {"name": there.account},
        "text": _("What they did stays in the history. They can be invited again."),
        "label": _("Remove"),
        "tone": "danger",
        "cancel_url": to(request, "members"),
    }
    return setup_page(request, "desk/setup/confirm.html", context, current="settings")


@desk_view(right=MEMBERS)
@require_POST
def invitation_withdraw(request: DeskRequest, invitation: int) -> HttpResponse:
    withdraw_invitation(
        shop_id=request.shop.id, invitation_id=invitation, actor=request.actor, now=utc_now()
    )
    return done(request, _("Invitation withdrawn."), "members")
