"""What the worker does for baskets now and then."""

from datetime import datetime, timedelta

from comptoir.baskets.actions.forget_baskets import forget_baskets

BATCH = 500
# As long as the cookie that opens the basket.
KEPT = timedelta(days=30)
HOURLY = 3600


def forget_old_baskets(now: datetime) -> None:
    """Baskets that no cookie opens any more are gone, a batch at a time."""
    while forget_baskets(before=now - KEPT, limit=BATCH) == BATCH:
        continue
