from collections.abc import Sequence
from datetime import datetime

from comptoir.catalog.checks import check_product, check_variants
from comptoir.catalog.details import ProductDetails, VariantDetails
from comptoir.catalog.models import Product
from comptoir.catalog.writing import (
    as_json,
    differences,
    locked_product,
    only_once,
    put_categories,
    put_details,
    put_search_text,
    put_variants,
)
from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.shops.models import Shop
from comptoir.shops.rights import SETUP


def change_product(
    *,
    shop_id: int,
    product_id: int,
    details: ProductDetails,
    variants: Sequence[VariantDetails],
    actor: Actor,
    now: datetime,
) -> Product:
    """The product is as given, with exactly these variants. No order changes.

    A variant's stock is only touched where it differs from what was seen. Raises
    NotFound, Invalid, NoVariant, SkuTaken, SlugTaken, StockMoved.
    """
    actor.require(SETUP, shop_id)
    with write():
        product = locked_product(shop_id, product_id)
        language = Shop.objects.get(id=shop_id).language
        check_product(details, language)
        check_variants(variants, language)
        before = as_json(product)
        put_details(product, details, language)
        product.changed_at = now
        with only_once():
            product.save()
        put_categories(product, details.category_ids)
        put_variants(product, variants, actor, now)
        put_search_text(product)
        product.save(update_fields=["search_text"])
        was, became = differences(before, as_json(product))
        events.record(
            shop_id=shop_id,
            subject=("product", product.id),
            kind="product.changed",
            actor=actor,
            at=now,
            before=was,
            after=became,
        )
        return product
