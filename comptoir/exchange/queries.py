"""What pages ask about exports and imports: only ever those of one shop."""

from comptoir.core.errors import NotFound
from comptoir.exchange.models import Export, Import

SHOWN = 10


def export_of(shop_id: int, public_id: str) -> Export:
    found = Export.objects.filter(shop_id=shop_id, public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def import_of(shop_id: int, public_id: str) -> Import:
    found = Import.objects.filter(shop_id=shop_id, public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def latest_exports(shop_id: int) -> list[Export]:
    return list(Export.objects.filter(shop_id=shop_id).order_by("-created_at", "-id")[:SHOWN])


def latest_imports(shop_id: int) -> list[Import]:
    return list(Import.objects.filter(shop_id=shop_id).order_by("-created_at", "-id")[:SHOWN])
