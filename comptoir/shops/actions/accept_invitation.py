from datetime import datetime

from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.shops.errors import InvitationGone
from comptoir.shops.invitations import hash_of
from comptoir.shops.models import Account, Invitation, Membership


def accept_invitation(*, shop_id: int, token: str, account: Account, now: datetime) -> Membership:
    """The account is a member with the rights it was invited with. Raises InvitationGone.

    Marking the invitation as used is one conditional UPDATE: two presses join once.
    """
    with write():
        rows = Invitation.objects.filter(
            shop_id=shop_id, token_hash=hash_of(token), expires_at__gt=now
        )
        if not rows.filter(accepted_at=None).update(accepted_at=now):
            raise InvitationGone
        invitation = rows.get()
        member, _new = Membership.objects.get_or_create(
            shop_id=shop_id,
            account=account,
            defaults={"rights": invitation.rights, "created_at": now},
        )
        events.record(
            shop_id=shop_id,
            subject=("shop", shop_id),
            kind="shop.member_joined",
            actor=Actor("member", shop_id, account.id, str(account)),
            at=now,
            after={"email": account.email, "rights": member.rights},
        )
    return member
