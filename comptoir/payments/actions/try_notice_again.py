from datetime import datetime

from comptoir.core.actor import Actor
from comptoir.core.database import locked, write
from comptoir.core.errors import NotFound
from comptoir.payments import queue
from comptoir.payments.models import ProviderNotice
from comptoir.shops.rights import PAY


def try_notice_again(
    *, shop_id: int, notice_id: int, actor: Actor, now: datetime
) -> ProviderNotice:
    """An unclear notice will be handled once more. Raises NotFound."""
    actor.require(PAY, shop_id)
    with write():
        rows = ProviderNotice.objects.filter(shop_id=shop_id, id=notice_id)
        notice = locked(rows).first()
        if notice is None:
            raise NotFound
        if notice.state == ProviderNotice.State.UNCLEAR:
            notice.state, notice.reason = ProviderNotice.State.WAITING, ""
            notice.save(update_fields=["state", "reason"])
            queue.notice(notice, now=now)
        return notice
