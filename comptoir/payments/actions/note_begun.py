from datetime import datetime

from comptoir.core.database import locked, write
from comptoir.core.errors import NotFound
from comptoir.payments.models import PaymentAttempt


def note_begun(
    *, shop_id: int, attempt_id: int, reference: str, url: str, now: datetime
) -> PaymentAttempt:
    """The provider knows the attempt under that name, and the customer pays at that address."""
    with write():
        rows = PaymentAttempt.objects.filter(shop_id=shop_id, id=attempt_id)
        attempt = locked(rows.select_related("account")).first()
        if attempt is None:
            raise NotFound
        attempt.reference, attempt.url = reference, url
        if attempt.state == PaymentAttempt.State.BEGUN:
            attempt.state = PaymentAttempt.State.WAITING
        attempt.save(update_fields=["reference", "url", "state"])
        return attempt
