"""What the worker does for payments now and then."""

from datetime import datetime, timedelta

from comptoir.payments.actions.ask_about_open import ask_about_open
from comptoir.payments.actions.drop_unexplained_file import drop_unexplained_file
from comptoir.payments.actions.forget_notices import forget_notices
from comptoir.payments.actions.look_at_paid import look_at_paid
from comptoir.payments.bank import store
from comptoir.payments.models import BankFile

MINUTELY, HOURLY = 60, 3600
# As long as providers repeat a notice, and a while longer.
KEPT_FOR = timedelta(days=90)
# A CSV tells who paid a shop: it does not lie about until somebody says what its columns mean.
EXPLAINED_WITHIN = timedelta(days=30)
AT_ONCE = 100


def ask_about_begun(now: datetime) -> None:
    """Payments that were begun and not ended are asked about, less and less often."""
    ask_about_open(now=now)


def look_for_refunds(now: datetime) -> None:
    """Refunds that merchants made at a provider's own pages are looked for, a few at a time."""
    look_at_paid(now=now)


def forget_old_notices(now: datetime) -> None:
    """Handled notices lose their body, which tells of people; that they came stays known."""
    forget_notices(before=now - KEPT_FOR)


def forget_unexplained_files(now: datetime) -> None:
    """CSV files whose columns nobody explained within a month are gone; their line says so."""
    old = BankFile.objects.filter(
        state=BankFile.State.UNMAPPED, created_at__lt=now - EXPLAINED_WITHIN
    )
    for row in old.order_by("id")[:AT_ONCE]:
        kept = drop_unexplained_file(shop_id=row.shop_id, file_id=row.id, now=now)
        store.remove(kept)
