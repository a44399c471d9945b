"""Refusals of shops and accounts."""

from django.utils.translation import gettext_lazy as _

from comptoir.core.errors import Refused


class EmailTaken(Refused):
    code = "email_taken"
    field = "email"
    text = _("There is an account with this e-mail already.")


class SlugTaken(Refused):
    code = "slug_taken"
    field = "slug"
    text = _("This address is taken.")


class SlugReserved(Refused):
    code = "slug_reserved"
    field = "slug"
    text = _("This name is reserved and can't be a shop's address.")


class WeakPassword(Refused):
    code = "password"
    field = "password"
    text = "%(reasons)s"  # Django's own words, in the reader's language


class LastManager(Refused):
    code = "last_manager"
    text = _("Somebody must be left who can invite and remove members.")


class RightNotHeld(Refused):
    code = "right_not_held"
    status = 403
    field = "rights"
    text = _("You can give and take only rights that you hold yourself.")


class LastHolder(Refused):
    code = "last_holder"
    field = "rights"
    text = _("Nobody would be left who can give this right: %(right)s")


class AlreadyMember(Refused):
    code = "already_member"
    field = "email"
    text = _("This person is a member already.")


class InvitationGone(Refused):
    code = "invitation_gone"
    status = 410
    text = _("This invitation was used already or is too old. Ask for a new one.")


class FirstRunOver(Refused):
    code = "first_run_over"
    status = 410
    text = _("This installation is set up already.")
