from collections.abc import Sequence
from datetime import datetime

from comptoir.catalog.models import Picture
from comptoir.catalog.writing import locked_product
from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.core.ordering import put_in_order
from comptoir.shops.rights import SETUP


def reorder_pictures(
    *, shop_id: int, product_id: int, ids: Sequence[int], actor: Actor, now: datetime
) -> None:
    """The product's pictures stand in that order, the first one in lists and baskets too.

    Raises NotFound, and Conflict unless all of them, and no others, are named.
    """
    actor.require(SETUP, shop_id)
    with write():
        product = locked_product(shop_id, product_id)
        before = put_in_order(Picture.objects.filter(product=product), ids)
        events.record(
            shop_id=shop_id,
            subject=("product", product.id),
            kind="product.pictures_reordered",
            actor=actor,
            at=now,
            before={"ids": before},
            after={"ids": list(ids)},
        )
