from datetime import datetime

from comptoir.core.database import locked, write
from comptoir.payments.models import BankFile


def drop_unexplained_file(*, shop_id: int, file_id: int, error: str, now: datetime) -> str:
    """The CSV whose columns nobody explained is given up; the name of its file, to be removed after.

    "" for one that was explained meanwhile.
    """
    with write():
        rows = BankFile.objects.filter(shop_id=shop_id, id=file_id, state=BankFile.State.UNMAPPED)
        found = locked(rows).first()
        if found is None:
            return ""
        kept, found.file = found.file, ""
        found.state, found.error, found.finished_at = BankFile.State.FAILED, error, now
        found.save(update_fields=["file", "state", "error", "finished_at"])
    return kept
