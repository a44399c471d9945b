"""What an order's events mean for bank lines."""

from comptoir.core.events import Writing
from comptoir.core.models import Event
from comptoir.payments.actions.forget_bank_lines import forget_bank_lines


def on_anonymised(event: Event) -> Writing:
    """Whoever is forgotten is forgotten in the bank's lines too."""

    def write_down() -> None:
        forget_bank_lines(shop_id=event.shop_id, order_id=event.subject_id)

    return write_down
