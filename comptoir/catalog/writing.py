"""Steps that the actions on products share; each runs inside an action's transaction."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import IntegrityError

from comptoir.catalog.details import ProductDetails, VariantDetails
from comptoir.catalog.errors import SkuTaken, SlugTaken, StockMoved
from comptoir.catalog.ledger import note
from comptoir.catalog.models import Category, Product, Variant
from comptoir.catalog.rules import free_slug, search_text, slug_from
from comptoir.core.actor import Actor
from comptoir.core.database import locked, write
from comptoir.core.errors import NotFound
from comptoir.core.texts import text_in


def locked_product(shop_id: int, product_id: int) -> Product:
    """Raises NotFound for a product of another shop, or one that was deleted."""
    rows = Product.objects.filter(shop_id=shop_id, id=product_id, deleted_at__isnull=True)
    found = locked(rows).first()
    if found is None:
        raise NotFound
    return found


@contextmanager
def only_once(sku: str = "", row: int = 0) -> Iterator[None]:
    """Two people who save the same SKU or address at once: the second is refused."""
    try:
        with write():
            yield
    except IntegrityError as error:
        if "slug" in str(error):
            raise SlugTaken from error
        if "sku" in str(error):
            raise SkuTaken(sku=sku, row=row) from error
        raise


def put_details(product: Product, details: ProductDetails, language: str) -> None:
    """The product holds the details (not saved yet); its address is settled."""
    product.names = details.names
    product.descriptions = details.descriptions
    product.tax_class = details.tax_class
    product.active = details.active
    product.position = details.position
    product.slug = _settled_slug(product, details, language)


def _settled_slug(product: Product, details: ProductDetails, language: str) -> str:
    others = Product.objects.filter(shop_id=product.shop_id, deleted_at__isnull=True)
    others = others.exclude(id=product.id)
    if details.slug:
        if others.filter(slug=details.slug).exists():
            raise SlugTaken
        return details.slug
    if product.slug:
        return product.slug
    wish = slug_from(text_in(details.names, language), "product")
    taken = others.filter(slug__startswith=wish[:70]).values_list("slug", flat=True)
    return free_slug(wish, set(taken))


def put_categories(product: Product, category_ids: Sequence[int]) -> None:
    """The product stands in these categories; ids of other shops are left out."""
    mine = Category.objects.filter(shop_id=product.shop_id, id__in=category_ids)
    product.categories.set(mine)


def put_variants(
    product: Product, variants: Sequence[VariantDetails], actor: Actor, now: datetime
) -> None:
    """The product has exactly these variants, in this order; those not named are removed.

    Raises SkuTaken, StockMoved, NotFound for an id that is no variant of the product.
    """
    # Locked in the order of ids, as orders take stock: neither waits for the other for ever.
    rows = product.variants.filter(deleted_at__isnull=True).order_by("id")
    kept = {row.id: row for row in locked(rows)}
    if any(one.id is not None and one.id not in kept for one in variants):
        raise NotFound
    gone = kept.keys() - {one.id for one in variants}
    product.variants.filter(id__in=gone).update(active=False, deleted_at=now)
    taken = set(
        Variant.objects.filter(shop_id=product.shop_id, deleted_at__isnull=True)
        .filter(sku__in=[one.sku for one in variants if one.sku])
        .exclude(product=product)
        .values_list("sku", flat=True)
    )
    for row, one in enumerate(variants):
        if one.sku in taken:
            raise SkuTaken(sku=one.sku, row=row)
    # A SKU may move from one variant to another: all are let go before any is given.
    product.variants.filter(id__in=kept).update(sku="")
    for row, one in enumerate(variants):
        with only_once(one.sku, row):
            _put_variant(product, one, row, actor, now)


def _put_variant(
    product: Product, one: VariantDetails, position: int, actor: Actor, now: datetime
) -> None:
    values: dict[str, Any] = {
        "names": one.names,
        "sku": one.sku,
        "price": one.price,
        "weight": one.weight,
        "active": one.active,
        "position": position,
    }
    if one.id is None:
        made = Variant.objects.create(
            shop_id=product.shop_id, product=product, stock=one.stock, **values
        )
        deltas = {made.id: one.stock or 0}
        note(shop_id=product.shop_id, deltas=deltas, reason="set", actor=actor, now=now)
        return
    Variant.objects.filter(shop_id=product.shop_id, id=one.id).update(**values)
    if one.stock != one.seen:
        put_stock(product.shop_id, one.id, one.stock, one.seen, actor, now)


def put_stock(
    shop_id: int, variant_id: int, stock: int | None, seen: int | None, actor: Actor, now: datetime
) -> None:
    """The stock is the new one, and the ledger says so, if it still was as seen.

    One conditional UPDATE: a sale in between is never overwritten. Raises StockMoved.
    """
    rows = Variant.objects.filter(shop_id=shop_id, id=variant_id, deleted_at__isnull=True)
    unmoved = rows.filter(stock__isnull=True) if seen is None else rows.filter(stock=seen)
    if not unmoved.update(stock=stock):
        there = rows.values_list("stock", flat=True)
        if not there:
            raise NotFound
        raise StockMoved(variant_id=variant_id, seen=seen, stock=there[0])
    deltas = {variant_id: (stock or 0) - (seen or 0)}
    note(shop_id=shop_id, deltas=deltas, reason="set", actor=actor, now=now)


def put_search_text(product: Product) -> None:
    """The product is found by its names, descriptions and SKUs (not saved yet)."""
    variants = product.variants.filter(deleted_at__isnull=True).values_list("names", "sku")
    texts = [product.names, product.descriptions, *(names for names, _sku in variants)]
    product.search_text = search_text(texts, [sku for _names, sku in variants])


def as_json(product: Product) -> dict[str, Any]:
    """What the history says of a product."""
    variants = product.variants.filter(deleted_at__isnull=True).order_by("position", "id")
    return {
        "slug": product.slug,
        "names": product.names,
        "tax_class": product.tax_class,
        "active": product.active,
        "variants": [
            {"id": row.id, "names": row.names, "sku": row.sku, "price": row.price}
            | {"stock": row.stock, "weight": row.weight, "active": row.active}
            for row in variants
        ],
    }


def differences(
    before: dict[str, Any], after: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only what differs, as it was and as it is."""
    changed = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in changed}, {name: after[name] for name in changed}


def settled_category_slug(category: Category, slug: str, language: str) -> str:
    """The address asked for, else the one it has, else one made from its name."""
    others = Category.objects.filter(shop_id=category.shop_id).exclude(id=category.id)
    if slug:
        if others.filter(slug=slug).exists():
            raise SlugTaken
        return slug
    if category.slug:
        return category.slug
    wish = slug_from(text_in(category.names, language), "category")
    return free_slug(wish, set(others.values_list("slug", flat=True)))
