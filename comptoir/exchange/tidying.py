"""What the worker does for old exports and imports now and then."""

from datetime import datetime, timedelta

from comptoir.exchange import store
from comptoir.exchange.actions.forget_transfer import forget_transfer
from comptoir.exchange.models import Export, Import

KEPT = timedelta(days=7)
HOURLY = 3600
BATCH = 100


def forget_old_transfers(now: datetime) -> None:
    """Exports and imports older than a week are gone, with their files."""
    before = now - KEPT
    old: list[Export | Import] = [
        *Export.objects.filter(created_at__lt=before).order_by("created_at")[:BATCH],
        *Import.objects.filter(created_at__lt=before).order_by("created_at")[:BATCH],
    ]
    for transfer in old:
        forget_transfer(shop_id=transfer.shop_id, transfer=transfer)
        store.remove(transfer.file)
