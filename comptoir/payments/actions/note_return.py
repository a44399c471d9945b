from datetime import datetime, timedelta

from comptoir.core.database import locked, write
from comptoir.core.errors import NotFound
from comptoir.payments import queue
from comptoir.payments.models import PaymentAttempt
from comptoir.payments.queries.attempts import OPEN

PATIENCE = timedelta(seconds=20)


def note_return(
    *, shop_id: int, order_id: int, key: str, given_up: bool, now: datetime
) -> PaymentAttempt:
    """The customer is back from the provider; the worker asks what came of it, or closes what was left.

    Raises NotFound for an attempt of another order.
    """
    with write():
        rows = PaymentAttempt.objects.filter(shop_id=shop_id, order_id=order_id, key=key)
        attempt = locked(rows.select_related("account")).first()
        if attempt is None:
            raise NotFound
        if given_up or attempt.state not in OPEN:
            return attempt
        attempt.returned_at = attempt.returned_at or now
        attempt.save(update_fields=["returned_at"])
        # The page asks at once; the worker only if that came to nothing.
        queue.ask(attempt, because="return", now=now, run_at=now + PATIENCE)
        return attempt
