from datetime import datetime

from django.utils.translation import gettext_lazy as _

from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.core.errors import Invalid
from comptoir.shops.errors import RightNotHeld
from comptoir.shops.managers_left import grantable, keep_a_manager, locked_member
from comptoir.shops.models import Membership
from comptoir.shops.rights import ALL, MEMBERS, out_of_reach


def change_rights(
    *, shop_id: int, membership_id: int, rights: frozenset[str], actor: Actor, now: datetime
) -> Membership:
    """The member has just these rights.

    Raises NotFound, RightNotHeld, LastManager, LastHolder, Invalid.
    """
    actor.require(MEMBERS, shop_id)
    if not rights or not rights <= ALL:
        raise Invalid("rights", _("Choose at least one right."), "rights")
    with write():
        member = locked_member(shop_id, membership_id)
        was, member.rights = member.rights, sorted(rights)
        if out_of_reach(actor, was=was, will_be=rights):
            raise RightNotHeld
        before = grantable(shop_id)
        member.save(update_fields=["rights"])
        keep_a_manager(shop_id, before)
        events.record(
            shop_id=shop_id,
            subject=("shop", shop_id),
            kind="shop.member_changed",
            actor=actor,
            at=now,
            before={"email": member.account.email, "rights": was},
            after={"email": member.account.email, "rights": member.rights},
        )
    return member
