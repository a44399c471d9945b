from datetime import datetime

from comptoir.core.models import Event
from comptoir.mailing.actions.write_messages import write_messages
from comptoir.mailing.addresses import Sender
from comptoir.mailing.drafts import Draft
from comptoir.mailing.letter import Rendered
from comptoir.mailing.models import Message


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
    """The mail is kept and waits in the queue, as `write_messages` does with several."""
    draft = Draft(kind, recipient, sender, rendered)
    (message,) = write_messages(
        shop_id=shop_id, order_id=order_id, event=event, drafts=[draft], now=now
    )
    return message
