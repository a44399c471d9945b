from comptoir.core.database import write
from comptoir.mailing.models import Message, MessageBody


def forget_messages(*, shop_id: int, order_id: int) -> None:
    """Nothing personal is left in the order's mails; those not sent will not be sent."""
    with write():
        rows = Message.objects.filter(shop_id=shop_id, order_id=order_id)
        MessageBody.objects.filter(message__in=rows).delete()
        unsent = [Message.State.WAITING, Message.State.FAILED]
        rows.filter(state__in=unsent).update(
            state=Message.State.DEAD, reason="anonymised", next_try=None
        )
        # One row at a time: event, kind and recipient must stay unique.
        for message_id in list(rows.values_list("id", flat=True)):
            rows.filter(id=message_id).update(recipient=f"#{message_id}", reply_to="", answer="")
