from datetime import datetime, timedelta

from comptoir.core.database import write
from comptoir.payments import queue
from comptoir.payments.models import PaymentAttempt
from comptoir.payments.rules import LOOKED_FOR

# Per run of a worker, once a minute: a backlog is worked off slowly, and no provider is flooded.
AT_ONCE = 10
# Until then the question was answered, or it is asked anew.
AGAIN = timedelta(days=1)


def look_at_paid(*, now: datetime) -> int:
    """Providers will be asked what went back of the payments whose time has come; how many those are.

    Accounts that are not connected are not asked; their payments wait for another day, and old
    ones for none.
    """
    due = PaymentAttempt.objects.filter(refunds_at__lte=now).order_by("refunds_at")
    # Looked at without a lock first: mostly there is nothing.
    if not due.exists():
        return 0
    with write():
        found = list(due.select_for_update(skip_locked=True)[:AT_ONCE])
        wanted = PaymentAttempt.objects.select_related("account__method").filter(
            id__in=[one.id for one in found]
        )
        asked = 0
        for attempt in wanted:
            attempt.refunds_at = now + AGAIN
            if attempt.created_at < now - LOOKED_FOR:
                attempt.refunds_at = None
            elif attempt.account.method.connected_at is not None:
                queue.look(attempt, now=now)
                asked += 1
            attempt.save(update_fields=["refunds_at"])
        return asked
