from datetime import datetime

from comptoir.core.database import write
from comptoir.exchange.models import Export, Import


def note_progress(
    *, shop_id: int, transfer: Export | Import, done: int, total: int, now: datetime
) -> None:
    """The transfer's page shows that it runs, and how far it is; what it counted before is gone."""
    rows = type(transfer)._default_manager.filter(id=transfer.id, shop_id=shop_id)
    with write():
        rows.update(state="running", done=done, total=total, error="")
