from datetime import datetime

from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.core.errors import NotFound
from comptoir.core.models import Event
from comptoir.mailing.errors import NoRecipient, NotSentAgain
from comptoir.mailing.kinds import KINDS
from comptoir.mailing.models import Message
from comptoir.mailing.rules import is_address
from comptoir.shops.rights import EDIT


def send_again(
    *, shop_id: int, message_id: int, to: str | None = None, actor: Actor, now: datetime
) -> Event:
    """The mail will go out once more; without `to`, to the order's address as it is now.

    The history of the order says so. Raises NotFound, NotSentAgain, NoRecipient.
    """
    actor.require(EDIT, shop_id)
    with write():
        rows = Message.objects.select_related("order").filter(shop_id=shop_id)
        message = rows.filter(id=message_id).first()
        if message is None:
            raise NotFound
        kind = KINDS.get(message.kind)
        if kind is None or message.order is None:
            raise NotSentAgain
        own = message.recipient if kind.for_merchant else message.order.email
        recipient = (to or own).strip()
        if not is_address(recipient):
            raise NoRecipient
        return events.record(
            shop_id=shop_id,
            subject=("order", message.order.id),
            kind="order.message_sent_again",
            actor=actor,
            at=now,
            after={"message": message.id, "kind": message.kind, "to": recipient},
        )
