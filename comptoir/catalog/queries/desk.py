"""What the merchant sees of the catalogue. Each read takes a fixed number of statements."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from comptoir.catalog.models import Category, Picture, Product, Variant
from comptoir.catalog.queries.storefront import first_pictures, page_key, picture_url
from comptoir.core.errors import NotFound
from comptoir.core.texts import Texts, folded

ROWS = 50


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A product in the desk's list. stock: what is counted of it; None if nothing is.

    out: how many of its variants on sale are sold out.
    """

    slug: str
    names: Texts
    active: bool
    variants: int
    skus: tuple[str, ...]
    price: int
    prices_differ: bool
    stock: int | None
    out: int
    sold_out: bool
    picture: str


@dataclass(frozen=True, slots=True)
class DeskPage:
    """`before` and `after`: keys of the pages on either side, None where there is none."""

    rows: tuple[DeskRow, ...]
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Editable:
    """A product with all that its set-up page shows, whether on sale or not."""

    product: Product
    variants: tuple[Variant, ...]
    pictures: tuple[Picture, ...]
    category_ids: frozenset[int]


def listed_products(
    shop_id: int,
    *,
    search: str = "",
    state: str = "",
    category_id: int | None = None,
    before: str | None = None,
    after: str | None = None,
    size: int = ROWS,
) -> DeskPage:
    """One page of the shop's products in its order.

    state: "on", "off", "out" (a variant on sale has none left), "" for all. The search
    reads names, descriptions and SKUs.
    """
    found = _in_state(Product.objects.filter(shop_id=shop_id, deleted_at__isnull=True), state)
    if category_id is not None:
        found = found.filter(categories=category_id)
    for word in folded(search).split():
        found = found.filter(search_text__contains=word)
    back, forth = page_key(before), page_key(after)
    if back is not None:
        earlier = Q(position__lt=back[0]) | Q(position=back[0], id__lt=back[1])
        rows = list(found.filter(earlier).order_by("-position", "-id")[: size + 1])
        more_before, more_after = len(rows) > size, True
        rows = rows[:size][::-1]
    else:
        if forth is not None:
            found = found.filter(Q(position__gt=forth[0]) | Q(position=forth[0], id__gt=forth[1]))
        rows = list(found.order_by("position", "id")[: size + 1])
        more_before, more_after = forth is not None, len(rows) > size
        rows = rows[:size]
    return DeskPage(
        _rows(shop_id, rows),
        _key(rows[0]) if rows and more_before else None,
        _key(rows[-1]) if rows and more_after else None,
    )


def editable_product(shop_id: int, slug: str) -> Editable:
    """Raises NotFound for a product of another shop, or one that was deleted."""
    products = Product.objects.filter(shop_id=shop_id, slug=slug, deleted_at__isnull=True)
    product = products.first()
    if product is None:
        raise NotFound
    variants = product.variants.filter(deleted_at__isnull=True).order_by("position", "id")
    return Editable(
        product,
        tuple(variants),
        tuple(product.pictures.order_by("position", "id")),
        frozenset(product.categories.values_list("id", flat=True)),
    )


def picture_of(shop_id: int, slug: str, picture_id: int) -> Picture:
    """Raises NotFound unless that product of that shop shows it."""
    found = Picture.objects.filter(
        shop_id=shop_id, product__slug=slug, id=picture_id, product__deleted_at__isnull=True
    ).first()
    if found is None:
        raise NotFound
    return found


def categories_counted(shop_id: int) -> list[tuple[Category, int]]:
    """The shop's categories in its order, each with how many products stand in it."""
    there = Q(products__deleted_at__isnull=True, products__id__isnull=False)
    rows = Category.objects.filter(shop_id=shop_id).annotate(held=Count("products", filter=there))
    return [(row, row.held) for row in rows.order_by("position", "id")]


def _in_state(found: QuerySet[Product], state: str) -> QuerySet[Product]:
    if state == "on":
        return found.filter(active=True)
    if state == "off":
        return found.filter(active=False)
    if state == "out":
        empty = Variant.objects.filter(
            product=OuterRef("pk"), deleted_at__isnull=True, active=True, stock=0
        )
        return found.filter(Exists(empty), active=True)
    return found


def _rows(shop_id: int, rows: list[Product]) -> tuple[DeskRow, ...]:
    ids = [row.id for row in rows]
    pictures = first_pictures(shop_id, ids)
    variants: dict[int, list[Variant]] = {}
    there = Variant.objects.filter(shop_id=shop_id, product_id__in=ids, deleted_at__isnull=True)
    for variant in there.select_related("shop").order_by("position", "id"):
        variants.setdefault(variant.product_id, []).append(variant)
    return tuple(_row(row, variants.get(row.id, []), pictures.get(row.id)) for row in rows)


def _row(product: Product, variants: list[Variant], picture: Picture | None) -> DeskRow:
    prices = [variant.price for variant in variants] or [0]
    stocks = [variant.stock for variant in variants if variant.active]
    counted = [stock for stock in stocks if stock is not None]
    slug = variants[0].shop.slug if variants else ""
    return DeskRow(
        slug=product.slug,
        names=product.names,
        active=product.active,
        variants=len(variants),
        skus=tuple(variant.sku for variant in variants if variant.sku),
        price=min(prices),
        prices_differ=len(set(prices)) > 1,
        stock=sum(counted) if counted else None,
        out=stocks.count(0),
        sold_out=bool(stocks) and not any(stock is None or stock for stock in stocks),
        picture=picture_url(slug, picture.image.name) if picture and slug else "",
    )


def _key(row: Product) -> str:
    return f"{row.position}.{row.id}"
