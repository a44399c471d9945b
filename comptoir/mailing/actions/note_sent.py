from datetime import datetime

from comptoir.core import jobs
from comptoir.core.database import write
from comptoir.core.models import Job
from comptoir.mailing.models import Message, MessageBody


def note_sent(job: Job, message: Message, answer: str, now: datetime) -> None:
    """The mail is sent, with the server's answer; nothing changes if the lease was lost."""
    with write():
        if jobs.complete(job):
            _write_down(message, answer, now)


def _write_down(message: Message, answer: str, now: datetime) -> None:
    rows = Message.objects.filter(id=message.id)
    if rows.filter(reason="anonymised").exists():
        # It had left when it was forgotten; the answer may name the recipient.
        answer = ""
    rows.update(
        state=Message.State.SENT,
        sent_at=now,
        answer=answer,
        reason="",
        attempts=message.attempts + 1,
        next_try=None,
    )
    if message.shop_id is None:
        # Links that open an account are not kept longer than they are needed.
        MessageBody.objects.filter(message_id=message.id).delete()
