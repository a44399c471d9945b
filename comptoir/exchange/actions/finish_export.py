from datetime import datetime

from comptoir.core import jobs
from comptoir.core.database import write
from comptoir.core.models import Job
from comptoir.exchange.models import Export


def finish_export(
    *,
    shop_id: int,
    export: Export,
    job: Job,
    file: str,
    size: int,
    digest: str,
    orders: int,
    now: datetime,
) -> bool:
    """The export's file can be fetched; False if another worker took the job over meanwhile."""
    with write():
        if not jobs.complete(job):
            return False
        Export.objects.filter(id=export.id, shop_id=shop_id).update(
            state=Export.State.DONE,
            file=file,
            size=size,
            digest=digest,
            done=orders,
            total=orders,
            error="",
            finished_at=now,
        )
    return True
