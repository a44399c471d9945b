"""What customers see of the catalogue. Each read takes a fixed number of statements."""

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from comptoir.catalog.models import Category, Picture, Product, Variant
from comptoir.catalog.shown import (
    Card,
    CardPage,
    Choice,
    InCategory,
    Offer,
    ProductPage,
    Shown,
)
from comptoir.core.errors import NotFound
from comptoir.core.kept import kept, kept_each
from comptoir.core.prepared import Query, filled
from comptoir.core.texts import folded

PAGE = 24

_stocks = Query(
    lambda shop_id, ids: Variant.objects.filter(shop_id=shop_id, id__in=ids).values_list(
        "id", "stock"
    ),
    shop_id=int,
    ids=[int],
)


def offers(shop_id: int, variant_ids: Iterable[int]) -> dict[int, Offer]:
    """Variant id → what it is and costs now; ids of other shops or of nothing are left out."""
    known = kept_each(shop_id, "offer", variant_ids, lambda missing: _offers(shop_id, missing))
    left = stocks(shop_id, known)
    return {
        variant_id: replace(offer, stock=left[variant_id])
        for variant_id, offer in known.items()
        if variant_id in left
    }


def stocks(shop_id: int, variant_ids: Iterable[int]) -> dict[int, int | None]:
    """Variant id → pieces there are now, None for untracked ones; one statement."""
    return dict(_stocks.all(shop_id=shop_id, ids=filled(list(variant_ids))))


def _offers(shop_id: int, variant_ids: list[int]) -> dict[int, Offer]:
    rows = list(
        Variant.objects.filter(shop_id=shop_id, id__in=variant_ids).select_related(
            "product", "shop"
        )
    )
    pictures = first_pictures(shop_id, {row.product_id for row in rows})
    return {row.id: _offer(row, pictures.get(row.product_id)) for row in rows}


def product_page(shop_id: int, slug: str) -> ProductPage:
    """The product with what is on sale of it. Raises NotFound if nothing is."""
    page = kept(shop_id, ("product", slug), lambda: _product_page(shop_id, slug))
    left = stocks(shop_id, [variant.id for variant in page.variants])
    variants = tuple(replace(one, stock=left.get(one.id, 0)) for one in page.variants)
    return replace(page, variants=variants)


def _product_page(shop_id: int, slug: str) -> ProductPage:
    product = _on_sale(shop_id).filter(slug=slug).select_related("shop").first()
    if product is None:
        raise NotFound
    choices = tuple(
        Choice(row.id, row.names, row.sku, row.price, row.stock, row.weight)
        for row in product.variants.filter(active=True, deleted_at__isnull=True).order_by(
            "position", "id"
        )
    )
    pictures = product.pictures.order_by("position", "id")
    groups = product.categories.order_by("position", "id")
    return ProductPage(
        id=product.id,
        slug=product.slug,
        names=product.names,
        descriptions=product.descriptions,
        tax_class=product.tax_class,
        variants=choices,
        pictures=tuple(_shown(picture, product.shop.slug) for picture in pictures),
        categories=tuple(InCategory(group.slug, group.names) for group in groups),
    )


def products_page(
    shop_id: int,
    category: str | None = None,
    search: str = "",
    after: str | None = None,
    size: int = PAGE,
) -> CardPage:
    """One page of what is on sale, in the shop's order; `category` is a slug.

    `after` is the key that the page before gave; anything else begins at the front.
    """

    def load() -> CardPage:
        return _products_page(shop_id, category, search, after, size)

    # What visitors type into the address could fill the memory: that is read each time.
    typed = search or page_key(after)
    page = load() if typed else kept(shop_id, ("cards", category, size), load)
    left = stocks(shop_id, [variant for card in page.cards for variant in card.variants])
    cards = (
        replace(card, available=any(left.get(one, 0) != 0 for one in card.variants))
        for card in page.cards
    )
    return replace(page, cards=tuple(cards))


def _products_page(
    shop_id: int, category: str | None, search: str, after: str | None, size: int
) -> CardPage:
    found = _on_sale(shop_id)
    if category is not None:
        found = found.filter(categories__slug=category, categories__shop_id=shop_id)
    for word in folded(search).split():
        found = found.filter(search_text__contains=word)
    if (key := page_key(after)) is not None:
        position, last = key
        found = found.filter(Q(position__gt=position) | Q(position=position, id__gt=last))
    rows = list(found.select_related("shop").order_by("position", "id")[: size + 1])
    more = rows[size:]
    rows = rows[:size]
    return CardPage(
        tuple(_cards(shop_id, rows)), f"{rows[-1].position}.{rows[-1].id}" if more else None
    )


def anything_on_sale(shop_id: int) -> bool:
    """The shop shows a product at least, sold out or not."""
    return _on_sale(shop_id).exists()


def categories(shop_id: int) -> list[Category]:
    """The shop's categories in its order."""

    def load() -> list[Category]:
        return list(Category.objects.filter(shop_id=shop_id).order_by("position", "id"))

    return kept(shop_id, "categories", load)


def category_by_slug(shop_id: int, slug: str) -> Category:
    """Raises NotFound."""
    found = Category.objects.filter(shop_id=shop_id, slug=slug).first()
    if found is None:
        raise NotFound
    return found


def picture_url(shop_slug: str, name: str | None) -> str:
    """Where the shop's storefront serves that uploaded picture."""
    return reverse("storefront:media", kwargs={"shop": shop_slug, "name": name})


def _on_sale(shop_id: int) -> QuerySet[Product]:
    variants = Variant.objects.filter(product=OuterRef("pk"), active=True, deleted_at__isnull=True)
    return Product.objects.filter(
        Exists(variants), shop_id=shop_id, active=True, deleted_at__isnull=True
    )


def _offer(row: Variant, picture: Picture | None) -> Offer:
    product = row.product
    return Offer(
        variant_id=row.id,
        product_id=product.id,
        product_slug=product.slug,
        product_names=product.names,
        variant_names=row.names,
        sku=row.sku,
        price=row.price,
        stock=row.stock,
        weight=row.weight,
        tax_class=product.tax_class,
        active=row.active
        and product.active
        and row.deleted_at is None
        and product.deleted_at is None,
        picture=picture_url(row.shop.slug, picture.image.name) if picture else None,
    )


def _cards(shop_id: int, rows: list[Product]) -> Iterable[Card]:
    ids = {row.id for row in rows}
    pictures = first_pictures(shop_id, ids)
    priced: dict[int, dict[int, int]] = {}
    variants = Variant.objects.filter(
        shop_id=shop_id, product_id__in=ids, active=True, deleted_at__isnull=True
    )
    for product_id, variant_id, price in variants.values_list("product_id", "id", "price"):
        priced.setdefault(product_id, {})[variant_id] = price
    for row in rows:
        prices = set(priced[row.id].values())
        picture = pictures.get(row.id)
        yield Card(
            id=row.id,
            slug=row.slug,
            names=row.names,
            price=min(prices),
            prices_differ=len(prices) > 1,
            variants=tuple(priced[row.id]),
            available=True,
            picture=_shown(picture, row.shop.slug) if picture else None,
        )


def first_pictures(shop_id: int, product_ids: Iterable[int]) -> dict[int, Picture]:
    """Product id → the picture that stands for it."""
    first: dict[int, Picture] = {}
    rows = Picture.objects.filter(shop_id=shop_id, product_id__in=list(product_ids))
    for picture in rows.order_by("position", "id"):
        first.setdefault(picture.product_id, picture)
    return first


def _shown(picture: Picture, shop_slug: str) -> Shown:
    url = picture_url(shop_slug, picture.image.name)
    return Shown(url, picture.width, picture.height, picture.alt)


def page_key(after: str | None) -> tuple[int, int] | None:
    """Position and id of the row a page follows; None for a key that is none."""
    position, dot, last = (after or "").partition(".")
    if not dot or not position.isascii() or not last.isascii():
        return None
    if not position.isdigit() or not last.isdigit() or len(position + last) > 30:
        return None
    return int(position), int(last)
