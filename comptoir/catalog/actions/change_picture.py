from datetime import datetime

from comptoir.catalog.checks import check_texts
from comptoir.catalog.models import Picture
from comptoir.catalog.rules import LONGEST_NAME
from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import locked, write
from comptoir.core.errors import NotFound
from comptoir.core.texts import Texts
from comptoir.shops.rights import SETUP


def change_picture(
    *, shop_id: int, picture_id: int, alt: Texts, actor: Actor, now: datetime
) -> Picture:
    """The picture has that description, for those who can't see it. Raises NotFound, Invalid."""
    actor.require(SETUP, shop_id)
    check_texts(alt, "alt", LONGEST_NAME)
    with write():
        picture = locked(Picture.objects.filter(shop_id=shop_id, id=picture_id)).first()
        if picture is None:
            raise NotFound
        before = {"picture": picture.image.name, "alt": picture.alt}
        picture.alt = alt
        picture.save(update_fields=["alt"])
        events.record(
            shop_id=shop_id,
            subject=("product", picture.product_id),
            kind="product.picture_changed",
            actor=actor,
            at=now,
            before=before,
            after=before | {"alt": alt},
        )
        return picture
