"""Addresses and files of a shop's logo and pictures."""

import hashlib
from pathlib import PurePosixPath
from typing import IO

from django.core.files.storage import default_storage
from django.urls import reverse

from comptoir.core.errors import NotFound
from comptoir.shops.models import Shop
from comptoir.storefront.queries import has_picture
from comptoir.storefront.sizes import sized

# What uploads are re-encoded to; anything else is not served.
KINDS = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}


def accent_digest(accent: str) -> str:
    """Changes with the colour, so that its stylesheet can be kept for ever."""
    return hashlib.sha256(accent.encode()).hexdigest()[:12]


def media_url(shop: Shop, name: str | None) -> str:
    """The address of an uploaded file by its name in the store; "" for none."""
    if not name:
        return ""
    return reverse("storefront:media", kwargs={"shop": shop.slug, "name": name})


def open_media(shop: Shop, name: str, width: int | None = None) -> tuple[IO[bytes], str]:
    """The file and its content type; NotFound for what is not this shop's logo or picture.

    width: one of `sizes.WIDTHS` for a copy no wider than that.
    """
    kind = KINDS.get(PurePosixPath(name).suffix.lower())
    known = kind is not None and (name == shop.logo.name or has_picture(shop.id, name))
    if kind is None or not known or not default_storage.exists(name):
        raise NotFound
    return (sized(name, width) if width else default_storage.open(name)), kind
