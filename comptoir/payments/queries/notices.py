"""Notices of providers that somebody must look at."""

from dataclasses import dataclass

from comptoir.payments.models import ProviderNotice
from comptoir.payments.notices.reasons import WORDS
from comptoir.payments.providers.table import provider

SHOWN = 50
MOST_UNPROVEN = 500


@dataclass(frozen=True, slots=True)
class UnclearNotice:
    """One, with why it was not booked in the active language."""

    row: ProviderNotice
    provider: str
    why: str


def crowded(account_id: int) -> bool:
    """True while so many unproven notices wait that no more are taken: providers send theirs again."""
    rows = ProviderNotice.objects.filter(account_id=account_id, event_id__startswith="unproven:")
    return len(rows.values_list("id")[:MOST_UNPROVEN]) >= MOST_UNPROVEN


def unclear_notices(shop_id: int) -> list[UnclearNotice]:
    """The newest first, at most SHOWN; one statement."""
    rows = ProviderNotice.objects.filter(shop_id=shop_id, state=ProviderNotice.State.UNCLEAR)
    return [
        UnclearNotice(row, provider(row.account.provider).title, str(WORDS.get(row.reason, "")))
        for row in rows.select_related("account", "order").order_by("-id")[:SHOWN]
    ]
