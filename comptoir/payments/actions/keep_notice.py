from collections.abc import Mapping
from datetime import datetime

from comptoir.core.database import write
from comptoir.payments import queue
from comptoir.payments.models import ProviderNotice


def keep_notice(
    *,
    shop_id: int,
    account_id: int,
    event_id: str,
    body: str,
    headers: Mapping[str, str],
    proven: bool,
    now: datetime,
) -> ProviderNotice:
    """The notice stands as it came, and the worker will handle it; one that came before stays as it is."""
    state = ProviderNotice.State.WAITING if proven else ProviderNotice.State.UNPROVEN
    with write():
        notice, new = ProviderNotice.objects.get_or_create(
            shop_id=shop_id,
            account_id=account_id,
            event_id=event_id[:200],
            defaults={
                "body": body,
                "headers": dict(headers),
                "received_at": now,
                "state": state,
            },
        )
        if new:
            queue.notice(notice, now=now)
        return notice
