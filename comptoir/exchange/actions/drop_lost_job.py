from comptoir.core import jobs
from comptoir.core.database import write
from comptoir.core.models import Job


def drop_lost_job(*, shop_id: int, job: Job) -> None:
    """The job of a transfer that is gone is gone too."""
    with write():
        jobs.complete(job)
