from datetime import datetime

from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.shops.managers_left import grantable, keep_a_manager, locked_member
from comptoir.shops.rights import MEMBERS


def remove_member(*, shop_id: int, membership_id: int, actor: Actor, now: datetime) -> None:
    """The account belongs to the shop no more; what it did stays in the history.

    Raises NotFound, LastManager, LastHolder.
    """
    actor.require(MEMBERS, shop_id)
    with write():
        member = locked_member(shop_id, membership_id)
        was = {"email": member.account.email, "rights": member.rights}
        before = grantable(shop_id)
        member.delete()
        keep_a_manager(shop_id, before)
        events.record(
            shop_id=shop_id,
            subject=("shop", shop_id),
            kind="shop.member_removed",
            actor=actor,
            at=now,
            before=was,
        )
