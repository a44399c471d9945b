from datetime import datetime
from typing import Any

from comptoir.core import jobs
from comptoir.core.database import write
from comptoir.core.models import Job
from comptoir.payments.models import BankFile
from comptoir.payments.statements.reasons import Fault


def finish_bank_file(
    *,
    shop_id: int,
    file_id: int,
    job: Job | None,
    state: BankFile.State,
    summary: dict[str, Any],
    fault: Fault | None = None,
    now: datetime,
) -> bool:
    """The file's page says what became of it; False if another worker has the job."""
    with write():
        if job is not None and not jobs.complete(job):
            return False
        values: dict[str, Any] = {
            "state": state,
            "summary": summary,
            "fault": fault.as_json() if fault else {},
        }
        if state in {BankFile.State.DONE, BankFile.State.FAILED}:
            values |= {"finished_at": now, "file": ""}
        BankFile.objects.filter(shop_id=shop_id, id=file_id).update(**values)
    return True
