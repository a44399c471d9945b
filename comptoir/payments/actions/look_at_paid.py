from datetime import datetime, timedelta

from comptoir.core.database import write
from comptoir.payments import queue
from comptoir.payments.models import PaymentAttempt
from comptoir.payments.rules import LOOKED_FOR, looks_at_once

# Until then the question was answered, or it is asked anew.
AGAIN = timedelta(days=1)


def look_at_paid(*, now: datetime) -> int:
    """Providers will be asked what went back of the payments whose time has come; how many those are.

    Accounts that are not connected are not asked: their payments wait for another day and take
    nobody's place; old ones wait for none.
    """
    due = PaymentAttempt.objects.filter(refunds_at__lte=now)
    # Looked at without a lock first: mostly there is nothing.
    if not due.exists():
        return 0
    with write():
        due.filter(created_at__lt=now - LOOKED_FOR).update(refunds_at=None)
        # Put off all at once: what stayed due would be walked over every minute.
        due.filter(account__method__connected_at=None).update(refunds_at=now + AGAIN)
        found = list(
            due.filter(account__method__connected_at__isnull=False)
            .order_by("refunds_at")
            .select_for_update(skip_locked=True, of=("self",))[: looks_at_once(due.count())]
        )
        for attempt in found:
            queue.look(attempt, now=now)
        PaymentAttempt.objects.filter(id__in=[one.id for one in found]).update(
            refunds_at=now + AGAIN
        )
        return len(found)
