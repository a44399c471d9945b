from datetime import datetime

from comptoir.core.database import locked, write
from comptoir.payments.models import BankFile
from comptoir.payments.statements.reasons import Reason, fault


def drop_unexplained_file(*, shop_id: int, file_id: int, now: datetime) -> str:
    """The CSV whose columns nobody explained is given up; the name of its file, to be removed after.

    "" for one that was explained meanwhile.
    """
    with write():
        rows = BankFile.objects.filter(shop_id=shop_id, id=file_id, state=BankFile.State.UNMAPPED)
        found = locked(rows).first()
        if found is None:
            return ""
        kept, found.file = found.file, ""
        found.state, found.finished_at = BankFile.State.FAILED, now
        found.fault = fault(Reason.CSV_UNEXPLAINED).as_json()
        found.save(update_fields=["file", "state", "fault", "finished_at"])
    return kept
