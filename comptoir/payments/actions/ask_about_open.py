from datetime import datetime, timedelta

from comptoir.core.database import write
from comptoir.payments import queue
from comptoir.payments.models import PaymentAttempt

AT_ONCE = 200
# Until then the question was surely asked, or its worker is gone.
AGAIN = timedelta(minutes=30)


def ask_about_open(*, now: datetime) -> int:
    """The worker will ask providers about attempts whose time has come; how many those are."""
    due = PaymentAttempt.objects.filter(ask_at__lte=now).order_by("ask_at")
    # Looked at without a lock first: mostly there is nothing.
    if not due.exists():
        return 0
    with write():
        found = list(due.select_for_update(skip_locked=True)[:AT_ONCE])
        for attempt in found:
            queue.ask(attempt, because=str(attempt.asked), now=now)
        PaymentAttempt.objects.filter(id__in=[one.id for one in found]).update(ask_at=now + AGAIN)
        return len(found)
