from datetime import datetime

from comptoir.core.database import write
from comptoir.payments import queue
from comptoir.payments.models import ProviderNotice


def prove_notice(
    *, shop_id: int, notice_id: int, event_id: str, genuine: bool, now: datetime
) -> None:
    """A genuine notice has its own name and will be handled; a false or a second one is gone."""
    with write():
        notice = ProviderNotice.objects.filter(shop_id=shop_id, id=notice_id).first()
        if notice is None or notice.state != ProviderNotice.State.UNPROVEN:
            return
        known = ProviderNotice.objects.filter(account_id=notice.account_id, event_id=event_id)
        if not genuine or known.exists():
            notice.delete()
            return
        notice.event_id, notice.state = event_id, ProviderNotice.State.WAITING
        notice.save(update_fields=["event_id", "state"])
        queue.notice(notice, now=now)
