from comptoir.core import jobs
from comptoir.core.database import write
from comptoir.core.models import Job


def drop_job(job: Job) -> None:
    """The job is gone: its mail was sent, given up or purged."""
    with write():
        jobs.complete(job)
