from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from comptoir.core import jobs
from comptoir.core.database import write
from comptoir.core.ids import token
from comptoir.core.models import Event
from comptoir.core.prepared import Query, insert
from comptoir.mailing import bodies
from comptoir.mailing.dictionary import keep_current
from comptoir.mailing.drafts import Draft
from comptoir.mailing.models import Message
from comptoir.mailing.queue import job_for
from comptoir.mailing.rules import is_address, one_line

_of_event = Query(lambda event_id: Message.objects.filter(event_id=event_id), event_id=int)


def write_messages(
    *,
    shop_id: int | None,
    order_id: int | None,
    event: Event | None,
    drafts: Sequence[Draft],
    now: datetime,
) -> list[Message]:
    """The mails are kept as they will be sent, and wait in the queue.

    For an event, a kind and a recipient there is one mail: what was written before stays.
    What can be no address is written down as given up, with the reason. Four statements.
    """
    with write():
        there = {} if event is None else _written(event)
        new = [draft for draft in drafts if (draft.kind, draft.recipient) not in there]
        messages = [_message(shop_id, order_id, event, draft, now) for draft in new]
        insert(messages)
        keep_current()
        insert(
            [
                bodies.packed(message, draft.rendered)
                for message, draft in zip(messages, new, strict=True)
            ]
        )
        waiting = [message for message in messages if message.state == Message.State.WAITING]
        jobs.enqueue_all([job_for(message, now) for message in waiting])
        found = there | {(message.kind, message.recipient): message for message in messages}
        return [found[draft.kind, draft.recipient] for draft in drafts]


def _written(event: Event) -> dict[tuple[str, str], Message]:
    rows = _of_event.all(event_id=event.id)
    return {(message.kind, message.recipient): message for message in rows}


def _message(
    shop_id: int | None, order_id: int | None, event: Event | None, draft: Draft, now: datetime
) -> Message:
    known = is_address(draft.recipient)
    return Message(
        shop_id=shop_id,
        order_id=order_id,
        event=event,
        kind=draft.kind,
        recipient=draft.recipient,
        sender=draft.sender.address,
        sender_name=draft.sender.name,
        reply_to=draft.sender.reply_to,
        subject=one_line(draft.rendered.subject),
        language=draft.rendered.language,
        message_id=_message_id(draft.sender.address),
        logo=draft.rendered.logo,
        code=draft.rendered.code,
        state=Message.State.WAITING if known else Message.State.DEAD,
        reason="" if known else "not_an_address",
        created_at=now,
    )


def _message_id(address: str) -> str:
    try:
        domain = address.rpartition("@")[2].encode("idna").decode("ascii")
    except UnicodeError:  # no domain at all; sending will say so
        domain = ""
    return f"<{token()}@{domain or settings.COMPTOIR_HOST}>"
