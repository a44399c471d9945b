from datetime import datetime

from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.core.errors import NotFound
from comptoir.shops.models import Invitation
from comptoir.shops.rights import MEMBERS


def withdraw_invitation(*, shop_id: int, invitation_id: int, actor: Actor, now: datetime) -> None:
    """The mail's link lets nobody in any more. Raises NotFound, also for one that was accepted."""
    actor.require(MEMBERS, shop_id)
    with write():
        row = Invitation.objects.filter(shop_id=shop_id, id=invitation_id).first()
        if row is None or not Invitation.objects.filter(id=row.id, accepted_at=None).delete()[0]:
            raise NotFound
        events.record(
            shop_id=shop_id,
            subject=("shop", shop_id),
            kind="shop.invitation_withdrawn",
            actor=actor,
            at=now,
            before={"email": row.email, "rights": row.rights},
        )
