"""What a customer has tried to pay."""

from datetime import datetime, timedelta

from comptoir.core.prepared import Query
from comptoir.payments.models import PaymentAttempt

State = PaymentAttempt.State
OPEN = (State.BEGUN, State.WAITING)
# Providers keep a begun payment open for a day at least; ours are used anew for less.
GOOD_FOR = timedelta(hours=2)
MOMENT = timedelta(seconds=60)

_of_order = Query(
    lambda order_id: (
        PaymentAttempt.objects.filter(order_id=order_id).select_related("account").order_by("-id")
    )[:20],
    order_id=int,
)


def attempts_of(order_id: int) -> list[PaymentAttempt]:
    """The order's last attempts, newest first; one statement."""
    return _of_order.all(order_id=order_id)


def still_good(attempt: PaymentAttempt, now: datetime) -> bool:
    """True if the customer can be sent there once more instead of beginning anew.

    One that was begun a moment ago, perhaps by another tab, is shared: with the same key the
    provider makes one payment of both.
    """
    if attempt.state == State.BEGUN:
        return attempt.created_at > now - MOMENT
    open_now = attempt.state == State.WAITING and bool(attempt.url)
    return open_now and attempt.created_at > now - GOOD_FOR
