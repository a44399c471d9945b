import hashlib
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import locked, write
from comptoir.core.errors import NotFound
from comptoir.shops.logos import FOLDER
from comptoir.shops.models import Shop
from comptoir.shops.rights import SETUP


def set_logo(
    *, shop_id: int, content: bytes | None, ending: str = "png", actor: Actor, now: datetime
) -> Shop:
    """The shop shows that logo, a picture made anew here; None: it shows none.

    The file of the one before goes later, when no mail waits to carry it (`forget_logos`).
    """
    actor.require(SETUP, shop_id)
    name = ""
    if content is not None:
        digest = hashlib.sha256(content).hexdigest()[:32]
        name = f"{FOLDER}/{shop_id}/{digest}.{ending.lstrip('.')}"
    with write():
        shop = locked(Shop.objects.filter(id=shop_id)).first()
        if shop is None:
            raise NotFound
        # With the shop locked, so that tidying can't take the file away in between.
        if content is not None and not default_storage.exists(name):
            default_storage.save(name, ContentFile(content))
        was = shop.logo.name or ""
        shop.logo = name
        shop.save(update_fields=["logo"])
        events.record(
            shop_id=shop_id,
            subject=("shop", shop_id),
            kind="shop.settings_changed",
            actor=actor,
            at=now,
            before={"logo": was},
            after={"logo": name},
        )
    return shop
