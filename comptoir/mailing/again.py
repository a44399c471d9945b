"""Sending a mail once more: when a member wants it, or when its job is tried again."""

from collections.abc import Sequence

from comptoir.core import jobs
from comptoir.core.events import Writing
from comptoir.core.models import Event, Job
from comptoir.mailing.actions.write_messages import write_messages
from comptoir.mailing.addresses import sender_of
from comptoir.mailing.drafts import Draft
from comptoir.mailing.kinds import rendered
from comptoir.mailing.models import Message
from comptoir.mailing.queue import job_of, queue

# Given up because nobody wants it any more.
FOR_GOOD = ("replaced", "anonymised")


def repeated(event: Event) -> Writing | None:
    """A mail that was not sent is tried now; one that was is written anew, as things stand now.

    To another address than before it is a new mail, and the old one is not tried any more.
    """
    rows = Message.objects.select_related("event").filter(shop_id=event.shop_id)
    old = rows.filter(id=event.after["message"]).first()
    if old is None:
        return None
    to = str(event.after["to"])
    if old.state != Message.State.SENT and to == old.recipient:
        return lambda: _try_now(old, event)
    known, mail = rendered(
        shop_id=event.shop_id, order_id=event.subject_id, kind=old.kind, event=old.event
    )
    draft = Draft(old.kind, to, sender_of(known.shop, known.language), mail)
    return lambda: _replace(old, draft, event)


def _replace(old: Message, draft: Draft, event: Event) -> None:
    write_messages(
        shop_id=event.shop_id,
        order_id=event.subject_id,
        event=event,
        drafts=[draft],
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


def revive(given_up: Sequence[Job]) -> None:
    """The mails of these jobs are waiting again; those that were replaced or emptied stay as they are."""
    rows = Message.objects.filter(id__in=[job.payload["message"] for job in given_up])
    rows.filter(state__in=[Message.State.FAILED, Message.State.DEAD]).exclude(
        reason__in=FOR_GOOD
    ).update(state=Message.State.WAITING, reason="", next_try=None)
