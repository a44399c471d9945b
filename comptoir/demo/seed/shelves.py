"""Puts the demo's goods on the shelves, with their drawn pictures."""

from datetime import datetime

from comptoir.catalog.actions.add_category import add_category
from comptoir.catalog.actions.add_picture import add_picture
from comptoir.catalog.actions.add_product import add_product
from comptoir.catalog.details import ProductDetails, VariantDetails
from comptoir.catalog.models import Variant
from comptoir.core.texts import Texts
from comptoir.demo.drawing.goods import jpeg
from comptoir.demo.seed.goods import CATEGORIES, GOODS, Goods, Piece
from comptoir.demo.seed.shop import Founded


def fill(founded: Founded, now: datetime) -> dict[str, int]:
    """Everything in GOODS can be bought; SKU → variant."""
    shop, actor = founded.shop, founded.merchant
    categories = {
        slug: add_category(shop_id=shop.id, names=_both(names), slug=slug, actor=actor, now=now).id
        for slug, names in CATEGORIES.items()
    }
    for position, goods in enumerate(GOODS):
        product = add_product(
            shop_id=shop.id,
            details=ProductDetails(
                names=_both(goods.names),
                descriptions=_both(goods.texts),
                slug=goods.slug,
                position=position,
                category_ids=[categories[goods.category]],
            ),
            variants=[_variant(piece) for piece in goods.pieces],
            actor=actor,
            now=now,
        )
        _hang(founded, goods, product.id, now)
    return dict(Variant.objects.filter(shop=shop).values_list("sku", "id"))


def _hang(founded: Founded, goods: Goods, product_id: int, now: datetime) -> None:
    for name in goods.pictures:
        add_picture(
            shop_id=founded.shop.id,
            product_id=product_id,
            content=jpeg(name),
            ending="jpg",
            alt=_both(goods.names),
            actor=founded.merchant,
            now=now,
        )


def _variant(piece: Piece) -> VariantDetails:
    # Enough for the months of sample orders that follow; what is left stands in GOODS.
    return VariantDetails(
        names=_both((piece.fr, piece.en)) if piece.fr else {},
        price=piece.price,
        sku=piece.sku,
        stock=None if piece.stock is None else piece.stock + 100,
        weight=piece.weight,
    )


def _both(names: tuple[str, str]) -> Texts:
    return {"fr": names[0], "en": names[1]}
