from datetime import datetime

from comptoir.catalog.checks import check_stock
from comptoir.catalog.models import Variant
from comptoir.catalog.writing import put_stock
from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.core.errors import NotFound
from comptoir.shops.rights import SETUP


def set_stock(
    *,
    shop_id: int,
    variant_id: int,
    stock: int | None,
    seen: int | None,
    actor: Actor,
    now: datetime,
) -> None:
    """The variant has that many pieces (None: not counted), if it still had those seen.

    Raises NotFound, Invalid, StockMoved (a sale came in between; nothing was changed).
    """
    actor.require(SETUP, shop_id)
    check_stock(stock)
    with write():
        variant = Variant.objects.filter(shop_id=shop_id, id=variant_id).first()
        if variant is None:
            raise NotFound
        put_stock(shop_id, variant_id, stock, seen, actor, now)
        events.record(
            shop_id=shop_id,
            subject=("product", variant.product_id),
            kind="product.stock_set",
            actor=actor,
            at=now,
            before={"variant_id": variant_id, "stock": seen},
            after={"variant_id": variant_id, "stock": stock},
        )
