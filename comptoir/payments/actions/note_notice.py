from datetime import datetime

from comptoir.core.database import write
from comptoir.payments.models import ProviderNotice


def note_notice(
    *,
    shop_id: int,
    notice_id: int,
    state: str,
    reason: str = "",
    order_id: int | None = None,
    now: datetime,
) -> None:
    """What became of the notice stands with it."""
    handled = now if state == ProviderNotice.State.HANDLED else None
    with write():
        ProviderNotice.objects.filter(shop_id=shop_id, id=notice_id).update(
            state=state, reason=reason, order_id=order_id, handled_at=handled
        )
