"""What payments owe an event of an order."""

from comptoir.core.events import Writing
from comptoir.core.models import Event
from comptoir.payments.actions.forget_notices_of import forget_notices_of


def on_anonymised(event: Event) -> Writing:
    """Bodies of notices name who paid."""

    def forget() -> None:
        forget_notices_of(shop_id=event.shop_id, order_id=event.subject_id)

    return forget
