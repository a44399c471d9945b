from collections.abc import Sequence
from datetime import datetime

from comptoir.core.database import write
from comptoir.core.models import Job


def give_back(untried: Sequence[Job], run_at: datetime) -> None:
    """The jobs wait until then; no try is counted."""
    with write():
        for job in untried:
            Job.objects.filter(id=job.id, lease_token=job.lease_token).update(
                state=Job.State.WAITING, run_at=run_at, lease_until=None, lease_token=""
            )
