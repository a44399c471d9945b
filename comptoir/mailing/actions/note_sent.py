from datetime import datetime

from django.db.models import Case, Value, When

from comptoir.core import jobs
from comptoir.core.database import write
from comptoir.core.models import Job
from comptoir.core.prepared import Update
from comptoir.mailing.models import Message, MessageBody

# What had left when it was forgotten: the answer may name the recipient.
_sent = Update(
    lambda message_id, answer, attempts, at: (
        Message.objects.filter(id=message_id),
        {
            "state": Message.State.SENT,
            "sent_at": at,
            "answer": Case(When(reason="anonymised", then=Value("")), default=Value(answer)),
            "reason": "",
            "attempts": attempts,
            "next_try": None,
        },
    ),
    message_id=int,
    answer=str,
    attempts=int,
    at=datetime,
)


def note_sent(job: Job, message: Message, answer: str, now: datetime) -> None:
    """The mail is sent, with the server's answer; nothing changes if the lease was lost."""
    with write():
        if jobs.complete(job):
            _write_down(message, answer, now)


def _write_down(message: Message, answer: str, now: datetime) -> None:
    _sent(message_id=message.id, answer=answer, attempts=message.attempts + 1, at=now)
    if message.shop_id is None:
        # Links that open an account are not kept longer than they are needed.
        MessageBody.objects.filter(message_id=message.id).delete()
