from datetime import datetime

from django.db.models import Max

from comptoir.catalog.checks import check_texts
from comptoir.catalog.errors import TooManyPictures
from comptoir.catalog.models import Picture
from comptoir.catalog.pictures import kept_file
from comptoir.catalog.rules import LONGEST_NAME, MOST_PICTURES
from comptoir.catalog.writing import locked_product
from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.core.texts import Texts
from comptoir.shops.rights import SETUP


def add_picture(
    *,
    shop_id: int,
    product_id: int,
    content: bytes,
    ending: str,
    alt: Texts,
    actor: Actor,
    now: datetime,
) -> Picture:
    """The product shows the picture, last of all. `content` is one that was made anew here.

    Raises NotFound, Invalid, TooManyPictures.
    """
    actor.require(SETUP, shop_id)
    check_texts(alt, "alt", LONGEST_NAME)
    with write():
        product = locked_product(shop_id, product_id)
        if product.pictures.count() >= MOST_PICTURES:
            raise TooManyPictures(most=MOST_PICTURES)
        last = product.pictures.aggregate(last=Max("position"))["last"]
        picture = Picture(shop_id=shop_id, product=product, alt=alt)
        picture.position = 0 if last is None else last + 1
        picture.image = kept_file(shop_id, content, ending)
        picture.image.close()
        picture.save()
        events.record(
            shop_id=shop_id,
            subject=("product", product.id),
            kind="product.picture_added",
            actor=actor,
            at=now,
            after={"picture": picture.image.name, "alt": alt},
        )
        return picture
