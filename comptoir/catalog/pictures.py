"""Files of pictures: named by what is in them, kept per shop, let go when nothing shows them."""

import hashlib
from collections.abc import Iterable
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from comptoir.catalog.models import Picture


def kept_file(shop_id: int, content: bytes, ending: str) -> str:
    """The name under which the content is in the store; the same content is kept once."""
    digest = hashlib.sha256(content).hexdigest()[:32]
    name = f"pictures/{shop_id}/{digest}.{ending.lstrip('.')}"
    if default_storage.exists(name):
        return name
    return default_storage.save(name, ContentFile(content))


def let_go(names: Iterable[str | None]) -> None:
    """After the commit, files that no picture shows any more are gone."""
    for name in names:
        if name:
            transaction.on_commit(partial(_remove, name), robust=True)


def _remove(name: str) -> None:
    if not Picture.objects.filter(image=name).exists():
        default_storage.delete(name)
