from datetime import datetime

from comptoir.core.actor import Actor
from comptoir.core.database import locked, write
from comptoir.core.errors import NotFound
from comptoir.payments.models import ProviderNotice
from comptoir.shops.rights import PAY


def dismiss_notice(*, shop_id: int, notice_id: int, actor: Actor, now: datetime) -> ProviderNotice:
    """Somebody has seen to the unclear notice; it stays as it came, and is shown no more.

    Raises NotFound.
    """
    actor.require(PAY, shop_id)
    with write():
        rows = ProviderNotice.objects.filter(shop_id=shop_id, id=notice_id)
        notice = locked(rows).first()
        if notice is None:
            raise NotFound
        if notice.state == ProviderNotice.State.UNCLEAR:
            notice.state, notice.handled_at = ProviderNotice.State.HANDLED, now
            notice.save(update_fields=["state", "handled_at"])
        return notice
