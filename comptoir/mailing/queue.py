"""The job that belongs to a mail."""

from datetime import datetime

from comptoir.core import jobs
from comptoir.core.models import Job
from comptoir.mailing.models import Message

JOB = "mail.send"
# Mails about accounts belong to no shop; the queue wants a number.
NO_SHOP = 0


def job_for(message: Message, now: datetime) -> Job:
    """The message's job, not yet in the queue; the payload is the message's id."""
    return Job(
        shop_id=message.shop_id or NO_SHOP,
        kind=JOB,
        key=_key(message),
        payload={"message": message.id},
        run_at=now,
        created_at=now,
    )


def queue(message: Message, now: datetime) -> None:
    """The message has its job."""
    jobs.enqueue_all([job_for(message, now)])


def job_of(message: Message) -> Job | None:
    return Job.objects.filter(key=_key(message)).first()


def _key(message: Message) -> str:
    return f"mail:{message.id}"
