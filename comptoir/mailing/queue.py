"""The job that belongs to a mail."""

from datetime import datetime

from comptoir.core import jobs
from comptoir.core.models import Job
from comptoir.mailing.models import Message

JOB = "mail.send"
# Mails about accounts belong to no shop; the queue wants a number.
NO_SHOP = 0


def queue(message: Message, now: datetime) -> None:
    """The message has its job; the payload is its id."""
    jobs.enqueue(
        shop_id=message.shop_id or NO_SHOP,
        kind=JOB,
        key=_key(message),
        payload={"message": message.id},
        now=now,
    )


def job_of(message: Message) -> Job | None:
    return Job.objects.filter(key=_key(message)).first()


def _key(message: Message) -> str:
    return f"mail:{message.id}"
