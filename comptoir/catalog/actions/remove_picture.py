from datetime import datetime

from comptoir.catalog.models import Picture
from comptoir.catalog.pictures import let_go
from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import locked, write
from comptoir.core.errors import NotFound
from comptoir.shops.rights import SETUP


def remove_picture(*, shop_id: int, picture_id: int, actor: Actor, now: datetime) -> None:
    """The product shows the picture no more; its file goes when nothing else shows it.

    Raises NotFound.
    """
    actor.require(SETUP, shop_id)
    with write():
        picture = locked(Picture.objects.filter(shop_id=shop_id, id=picture_id)).first()
        if picture is None:
            raise NotFound
        name, product_id = picture.image.name, picture.product_id
        picture.delete()
        let_go([name])
        events.record(
            shop_id=shop_id,
            subject=("product", product_id),
            kind="product.picture_removed",
            actor=actor,
            at=now,
            before={"picture": name},
        )
