"""Bank files in the store, from upload until they are read."""

from typing import IO, Any, cast

from django.core.files import File
from django.core.files.storage import default_storage

from comptoir.core.errors import NotFound

FOLDER = "bank"


def keep(shop_id: int, content: IO[Any]) -> str:
    """The content stands in the store; the value is the name it got there."""
    return default_storage.save(f"{FOLDER}/{shop_id}/statement", File(content))


def fetch(name: str) -> IO[bytes]:
    """The file, open for reading; NotFound if it was removed."""
    if not name or not default_storage.exists(name):
        raise NotFound
    return cast(IO[bytes], default_storage.open(name))


def remove(name: str) -> None:
    if name:
        default_storage.delete(name)
