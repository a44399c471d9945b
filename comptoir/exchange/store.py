"""Files of exports and imports in the store. Nobody gets them but through pages of the shop."""

from typing import IO, Any

from django.core.files import File
from django.core.files.storage import default_storage

from comptoir.core.errors import NotFound

FOLDER = "exchange"


def keep(shop_id: int, name: str, content: IO[Any]) -> str:
    """The content stands in the store; the value is the name it got there."""
    return default_storage.save(f"{FOLDER}/{shop_id}/{name}", File(content))


def fetch(name: str) -> File:  # type: ignore[type-arg]  # not generic at run time
    """The file, open for reading; NotFound if it was removed."""
    if not name or not default_storage.exists(name):
        raise NotFound
    return default_storage.open(name)


def remove(*names: str) -> None:
    for name in names:
        if name:
            default_storage.delete(name)
