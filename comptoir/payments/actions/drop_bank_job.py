from comptoir.core import jobs
from comptoir.core.database import write
from comptoir.core.models import Job


def drop_bank_job(*, shop_id: int, job: Job) -> None:
    """The job of a bank file that is gone or read is gone too."""
    with write():
        jobs.complete(job)
