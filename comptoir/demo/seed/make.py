"""Makes the demo shop, once."""

from datetime import datetime, timedelta

from comptoir.catalog.actions.set_stock import set_stock
from comptoir.catalog.models import Variant
from comptoir.core.database import write
from comptoir.demo import letterbox
from comptoir.demo.seed.goods import GOODS
from comptoir.demo.seed.past import Past
from comptoir.demo.seed.shelves import fill
from comptoir.demo.seed.shop import SLUG, Founded, found
from comptoir.shops.models import Shop

OPENED = timedelta(days=160)


def make_once(now: datetime) -> bool:
    """The demo shop stands, whole or not at all; False if it stood already."""
    if Shop.objects.filter(slug=SLUG).exists():
        return False
    # Of a start that was broken off, mails may be left, but no shop.
    letterbox.clear()
    with write():
        founded = found(now - OPENED)
        variants = fill(founded, now - OPENED)
        Past(founded, variants, now).live()
        _count(founded, variants, now)
    return True


def _count(founded: Founded, variants: dict[str, int], now: datetime) -> None:
    """After some months, what is on the shelves was counted."""
    seen = dict(Variant.objects.filter(shop=founded.shop).values_list("id", "stock"))
    for piece in (piece for goods in GOODS for piece in goods.pieces):
        if piece.stock is not None:
            variant_id = variants[piece.sku]
            set_stock(
                shop_id=founded.shop.id,
                variant_id=variant_id,
                stock=piece.stock,
                seen=seen[variant_id],
                actor=founded.merchant,
                now=now,
            )
