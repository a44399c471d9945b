"""The mail that invites somebody; it waits in the queue like every other."""

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from comptoir.core.texts import text_in
from comptoir.shops.models import Invitation


def queue_invitation(invitation: Invitation, token: str) -> None:
    """The mail is written in the running transaction; the mail backend only stores it."""
    shop = invitation.shop
    with translation.override(shop.language):
        name = text_in(shop.names, shop.language) or shop.slug
        who = str(invitation.invited_by or name)
        link = f"{settings.COMPTOIR_URL}{reverse('desk:join', args=[token])}"
        body = _(
            "%(who)s invites you to the desk of %(shop)s.\n\n"
            "This link lets you join; it works for seven days, once:\n\n%(link)s\n\n"
            "If you don't know what this is about, there is nothing to do.\n"
        ) % {"who": who, "shop": name, "link": link}
        subject = _("%(shop)s: you are invited") % {"shop": name}
        send_mail(subject, body, None, [invitation.email])
