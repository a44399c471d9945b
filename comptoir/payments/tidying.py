"""What the worker does for payments now and then."""

from datetime import datetime, timedelta

from comptoir.payments.actions.ask_about_open import ask_about_open
from comptoir.payments.actions.forget_notices import forget_notices

MINUTELY, HOURLY = 60, 3600
# As long as providers repeat a notice, and a while longer.
KEPT_FOR = timedelta(days=90)


def ask_about_begun(now: datetime) -> None:
    """Payments that were begun and not ended are asked about, less and less often."""
    ask_about_open(now=now)


def forget_old_notices(now: datetime) -> None:
    """Handled notices lose their body, which tells of people; that they came stays known."""
    forget_notices(before=now - KEPT_FOR)
