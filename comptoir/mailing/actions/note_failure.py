from datetime import datetime

from comptoir.core import jobs
from comptoir.core.database import locked, write
from comptoir.core.models import Job
from comptoir.mailing.models import Message


def note_failure(
    job: Job, message: Message, reason: str, answer: str, now: datetime, *, give_up: bool = False
) -> None:
    """The mail will be tried again after a growing pause, or is given up, with the reason."""
    with write():
        ours = locked(Job.objects.filter(id=job.id, lease_token=job.lease_token))
        if not ours.exists():
            return
        # The server's answer may name the recipient: it stands in the message, not in the job.
        state = jobs.retry(job, reason=reason, now=now, give_up=give_up)
        dead = state == Job.State.DEAD
        run_at = Job.objects.values_list("run_at", flat=True).get(id=job.id)
        Message.objects.filter(id=message.id).exclude(reason="anonymised").update(
            state=Message.State.DEAD if dead else Message.State.FAILED,
            reason=reason,
            answer=answer[:500],
            attempts=message.attempts + 1,
            next_try=None if dead else run_at,
        )
