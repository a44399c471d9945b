from datetime import datetime

from comptoir.core import jobs
from comptoir.core.database import write
from comptoir.core.models import Job
from comptoir.exchange.models import Export, Import


def fail_transfer(
    *, shop_id: int, transfer: Export | Import, job: Job, error: str, now: datetime
) -> bool:
    """The transfer's page says why it could not be done; False if another worker has the job."""
    rows = type(transfer)._default_manager.filter(id=transfer.id, shop_id=shop_id)
    with write():
        if not jobs.complete(job):
            return False
        rows.update(state="failed", error=error[:2000], finished_at=now)
    return True
