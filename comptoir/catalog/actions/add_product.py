from collections.abc import Sequence
from datetime import datetime

from comptoir.catalog.checks import check_product, check_variants
from comptoir.catalog.details import ProductDetails, VariantDetails
from comptoir.catalog.models import Product
from comptoir.catalog.writing import (
    as_json,
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


def add_product(
    *,
    shop_id: int,
    details: ProductDetails,
    variants: Sequence[VariantDetails],
    actor: Actor,
    now: datetime,
) -> Product:
    """The shop has the product with its variants; their first stock stands in the ledger.

    Raises Invalid, NoVariant, SkuTaken, SlugTaken.
    """
    actor.require(SETUP, shop_id)
    with write():
        language = Shop.objects.get(id=shop_id).language
        check_product(details, language)
        check_variants(variants, language)
        product = Product(shop_id=shop_id, created_at=now, changed_at=now)
        put_details(product, details, language)
        with only_once():
            product.save()
        put_categories(product, details.category_ids)
        put_variants(product, variants, actor, now)
        put_search_text(product)
        product.save(update_fields=["search_text"])
        events.record(
            shop_id=shop_id,
            subject=("product", product.id),
            kind="product.added",
            actor=actor,
            at=now,
            after=as_json(product),
        )
        return product
