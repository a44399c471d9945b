from datetime import datetime

from comptoir.core import jobs
from comptoir.core.database import write
from comptoir.core.models import Job
from comptoir.exchange.importing import Report
from comptoir.exchange.models import Import


def finish_import(
    *, shop_id: int, found: Import, job: Job, report: Report, refusals: str, now: datetime
) -> bool:
    """The import's page says what became of the file; False if another worker took the job over."""
    count = report.taken + report.same + len(report.refused)
    with write():
        if not jobs.complete(job):
            return False
        Import.objects.filter(id=found.id, shop_id=shop_id).update(
            state=Import.State.DONE,
            file="",
            taken=report.taken,
            same=report.same,
            refused=len(report.refused),
            refusals=refusals,
            done=count,
            total=count,
            error="",
            finished_at=now,
        )
    return True
