"""Sending a mail once more, when its event reaches the relay."""

from comptoir.core import jobs
from comptoir.core.models import Event
from comptoir.mailing.actions.write_message import write_message
from comptoir.mailing.addresses import sender_of
from comptoir.mailing.kinds import rendered
from comptoir.mailing.models import Message
from comptoir.mailing.queue import job_of, queue


def repeat(event: Event) -> None:
    """A mail that was not sent is tried now; one that was is written anew, as things stand now.

    To another address than before it is a new mail, and the old one is not tried any more.
    """
    rows = Message.objects.select_related("event").filter(shop_id=event.shop_id)
    old = rows.filter(id=event.after["message"]).first()
    if old is None:
        return
    to = str(event.after["to"])
    if old.state != Message.State.SENT and to == old.recipient:
        _try_now(old, event)
        return
    known, mail = rendered(
        shop_id=event.shop_id, order_id=event.subject_id, kind=old.kind, event=old.event
    )
    write_message(
        shop_id=event.shop_id,
        order_id=event.subject_id,
        event=event,
        kind=old.kind,
        recipient=to,
        sender=sender_of(known.shop, known.language),
        rendered=mail,
        now=event.at,
    )
    unsent = [Message.State.WAITING, Message.State.FAILED]
    Message.objects.filter(id=old.id, state__in=unsent).update(
        state=Message.State.DEAD, reason="replaced", next_try=None
    )


def _try_now(message: Message, event: Event) -> None:
    job = job_of(message)
    if job is None:
        queue(message, event.at)
    elif not jobs.replay(job_id=job.id, now=event.at):
        return  # It is being sent at this moment.
    Message.objects.filter(id=message.id).exclude(state=Message.State.SENT).update(
        state=Message.State.WAITING, reason="", next_try=None
    )
