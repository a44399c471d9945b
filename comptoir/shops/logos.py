"""Files of logos in the store: named by what is in them, a folder for each shop."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.core.files.storage import default_storage

from comptoir.core.database import locked, write
from comptoir.shops.models import Shop

FOLDER = "logos"


def shops_with_logos() -> Iterator[int]:
    """The ids of the shops that have files there."""
    if default_storage.exists(FOLDER):
        yield from (int(name) for name in default_storage.listdir(FOLDER)[0] if name.isdigit())


def old_logos(shop_id: int, before: datetime) -> list[str]:
    """The shop's files that it doesn't show, stored before that moment."""
    folder = f"{FOLDER}/{shop_id}"
    shown = Shop.objects.filter(id=shop_id).values_list("logo", flat=True).first()
    names = [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
    return [
        name for name in names if name != shown and default_storage.get_modified_time(name) < before
    ]


def remove_logos(shop_id: int, names: Collection[str]) -> None:
    """Those of the files are gone that the shop doesn't show. It is locked meanwhile."""
    with write():
        shop = locked(Shop.objects.filter(id=shop_id)).first()
        for name in names:
            if shop is None or name != shop.logo.name:
                default_storage.delete(name)
