from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.core.errors import Invalid
from comptoir.core.ids import token
from comptoir.shops.errors import AlreadyMember, RightNotHeld
from comptoir.shops.invitations import LASTS, hash_of
from comptoir.shops.models import Invitation, Membership
from comptoir.shops.rights import ALL, MEMBERS, out_of_reach


def invite_member(
    *,
    shop_id: int,
    email: str,
    rights: frozenset[str],
    tell: Callable[[Invitation, str], None],
    actor: Actor,
    now: datetime,
) -> Invitation:
    """The person can join the shop for seven days, once, by the secret that `tell` is given.

    `tell` queues the mail in this transaction: an invitation without its mail helps
    nobody. An earlier invitation to the same address ends. Raises AlreadyMember,
    RightNotHeld, Invalid.
    """
    actor.require(MEMBERS, shop_id)
    try:
        validate_email(email)
    except ValidationError as error:
        raise Invalid("email", _("Enter a valid e-mail address."), "email") from error
    if not rights or not rights <= ALL:
        raise Invalid("rights", _("Choose at least one right."), "rights")
    if out_of_reach(actor, was=(), will_be=rights):
        raise RightNotHeld
    with write():
        if Membership.objects.filter(shop_id=shop_id, account__email__iexact=email).exists():
            raise AlreadyMember
        Invitation.objects.filter(shop_id=shop_id, email__iexact=email, accepted_at=None).delete()
        secret = token()
        invitation = Invitation.objects.create(
            shop_id=shop_id,
            email=email,
            rights=sorted(rights),
            token_hash=hash_of(secret),
            invited_by_id=actor.id,
            created_at=now,
            expires_at=now + LASTS,
        )
        tell(invitation, secret)
        events.record(
            shop_id=shop_id,
            subject=("shop", shop_id),
            kind="shop.member_invited",
            actor=actor,
            at=now,
            after={"email": email, "rights": sorted(rights)},
        )
    return invitation
