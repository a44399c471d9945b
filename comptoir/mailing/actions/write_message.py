from datetime import datetime

from django.conf import settings

from comptoir.core.database import write
from comptoir.core.ids import token
from comptoir.core.models import Event
from comptoir.mailing import bodies
from comptoir.mailing.addresses import Sender
from comptoir.mailing.letter import Rendered
from comptoir.mailing.models import Message
from comptoir.mailing.queue import queue
from comptoir.mailing.rules import is_address, one_line


def write_message(
    *,
    shop_id: int | None,
    order_id: int | None,
    event: Event | None,
    kind: str,
    recipient: str,
    sender: Sender,
    rendered: Rendered,
    now: datetime,
) -> Message:
    """The mail is kept as it will be sent, and waits in the queue.

    For an event, a kind and a recipient there is one mail: a second call gives back the
    first. What can be no address is written down as given up, with the reason.
    """
    with write():
        if event is not None:
            found = Message.objects.filter(event=event, kind=kind, recipient=recipient).first()
            if found is not None:
                return found
        message = Message(
            shop_id=shop_id,
            order_id=order_id,
            event=event,
            kind=kind,
            recipient=recipient,
            sender=sender.address,
            sender_name=sender.name,
            reply_to=sender.reply_to,
            subject=one_line(rendered.subject),
            language=rendered.language,
            message_id=_message_id(sender.address),
            logo=rendered.logo,
            created_at=now,
        )
        if not is_address(recipient):
            message.state, message.reason = Message.State.DEAD, "not_an_address"
        message.save()
        bodies.keep(message, html=rendered.html, text=rendered.text)
        if message.state == Message.State.WAITING:
            queue(message, now)
        return message


def _message_id(address: str) -> str:
    try:
        domain = address.rpartition("@")[2].encode("idna").decode("ascii")
    except UnicodeError:  # no domain at all; sending will say so
        domain = ""
    return f"<{token()}@{domain or settings.COMPTOIR_HOST}>"
