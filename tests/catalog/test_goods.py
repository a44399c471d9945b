"""Actions on goods: refusals, the ledger of stock, and what the storefront is told."""

import io
from dataclasses import replace
from typing import Any

import pytest
from django.db.models import Sum
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from comptoir.catalog.actions.add_category import add_category
from comptoir.catalog.actions.add_picture import add_picture
from comptoir.catalog.actions.add_product import add_product
from comptoir.catalog.actions.change_product import change_product
from comptoir.catalog.actions.delete_product import delete_product
from comptoir.catalog.actions.remove_picture import remove_picture
from comptoir.catalog.actions.set_stock import set_stock
from comptoir.catalog.details import ProductDetails, VariantDetails
from comptoir.catalog.errors import NoVariant, SkuTaken, SlugTaken, StockMoved
from comptoir.catalog.models import Product, StockChange, Variant
from comptoir.catalog.queries import offers, product_page, products_page
from comptoir.catalog.rules import free_slug, slug_from, slug_valid
from comptoir.core.actor import Actor
from comptoir.core.errors import Forbidden, Invalid, NotFound
from comptoir.core.models import Event
from comptoir.shops.models import Shop
from comptoir.shops.pictures import MOST_PIXELS, remade
from comptoir.shops.rights import ALL, SETUP
from tests.factories import NOW, make_order, make_shop, make_variant, member_of

CUP = ProductDetails(names={"fr": "Tasse", "en": "Cup"}, descriptions={"fr": "Grès."})
ONE = VariantDetails(names={}, price=2400, sku="CUP", stock=5)


def add(
    shop: Shop, staff: Actor, *variants: VariantDetails, details: ProductDetails = CUP
) -> Product:
    return add_product(
        shop_id=shop.id, details=details, variants=variants or (ONE,), actor=staff, now=NOW
    )


def ledger(variant: Variant) -> int:
    return int(StockChange.objects.filter(variant=variant).aggregate(s=Sum("delta"))["s"] or 0)


def png(size: tuple[int, int] = (20, 10), mode: str = "RGB") -> io.BytesIO:
    out = io.BytesIO()
    Image.new(mode, size).save(out, "PNG")
    out.seek(0)
    return out


def test_a_name_taken_twice_gets_the_next_address(shop: Shop, staff: Actor) -> None:
    assert [add(shop, staff, replace(ONE, sku="")).slug for _ in range(3)] == [
        "tasse",
        "tasse-2",
        "tasse-3",
    ]
    with pytest.raises(SlugTaken):
        add(shop, staff, replace(ONE, sku=""), details=replace(CUP, slug="tasse"))
    other = make_shop()
    assert add(other, member_of(other)).slug == "tasse"


@pytest.mark.parametrize(
    ("variants", "refusal"),
    [
        ([], NoVariant),
        ([replace(ONE, price=-1)], Invalid),
        ([replace(ONE, stock=-1)], Invalid),
        ([replace(ONE, weight=-1)], Invalid),
        ([replace(ONE, sku="\x07")], Invalid),
        ([ONE, replace(ONE, sku="B")], Invalid),
        ([replace(ONE, names={"fr": "a"}), replace(ONE, names={"fr": "b"})], SkuTaken),
    ],
)
def test_what_can_not_be_taken_is_refused_whole(
    shop: Shop, staff: Actor, variants: list[VariantDetails], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        add_product(shop_id=shop.id, details=CUP, variants=variants, actor=staff, now=NOW)
    assert not Product.objects.exists()
    assert not Event.objects.exists()


def test_skus_may_change_places_but_not_be_shared(shop: Shop, staff: Actor) -> None:
    product = add(
        shop, staff, replace(ONE, names={"fr": "a"}), replace(ONE, names={"fr": "b"}, sku="B")
    )
    first, second = product.variants.order_by("position")
    swapped = [
        VariantDetails({"fr": "a"}, 2400, "B", 5, id=first.id, seen=5),
        VariantDetails({"fr": "b"}, 2400, "CUP", 5, id=second.id, seen=5),
    ]
    change_product(
        shop_id=shop.id,
        product_id=product.id,
        details=CUP,
        variants=swapped,
        actor=staff,
        now=NOW,
    )
    assert list(product.variants.order_by("position").values_list("sku", flat=True)) == ["B", "CUP"]
    with pytest.raises(SkuTaken) as refused:
        add(shop, staff, replace(ONE, sku="B"))
    assert refused.value.values["row"] == 0


def test_the_ledger_adds_up_to_the_stock(shop: Shop, staff: Actor) -> None:
    product = add(shop, staff)
    variant = product.variants.get()
    make_order(shop, variant, quantity=2)

    def put(stock: int | None, seen: int | None) -> None:
        set_stock(
            shop_id=shop.id, variant_id=variant.id, stock=stock, seen=seen, actor=staff, now=NOW
        )

    with pytest.raises(StockMoved) as refused:
        put(9, 5)
    assert refused.value.stock == 3
    for stock, seen in ((9, 3), (None, 9), (4, None), (0, 4)):
        put(stock, seen)
        variant.refresh_from_db()
        assert variant.stock == stock
        assert ledger(variant) == (stock or 0)
    with pytest.raises(Invalid):
        put(-1, 0)


def test_a_variant_of_another_product_is_not_changed_from_here(shop: Shop, staff: Actor) -> None:
    product, other = add(shop, staff), make_variant(shop)
    stolen = VariantDetails({}, 1, "X", None, id=other.id)
    with pytest.raises(NotFound):
        change_product(
            shop_id=shop.id,
            product_id=product.id,
            details=CUP,
            variants=[stolen],
            actor=staff,
            now=NOW,
        )


def test_every_write_needs_the_right(shop: Shop, staff: Actor) -> None:
    for nobody in (member_of(shop, ALL - {SETUP}), member_of(make_shop())):
        with pytest.raises(Forbidden):
            add(shop, nobody)


def test_offers_follow_what_is_on_sale(shop: Shop, staff: Actor) -> None:
    product = add(shop, staff)
    variant = product.variants.get()
    assert offers(shop.id, [variant.id])[variant.id].active
    assert offers(make_shop().id, [variant.id]) == {}
    delete_product(shop_id=shop.id, product_id=product.id, actor=staff, now=NOW)
    assert not offers(shop.id, [variant.id])[variant.id].active
    with pytest.raises(NotFound):
        product_page(shop.id, "tasse")


def test_an_order_keeps_what_it_shows_when_the_product_goes(shop: Shop, staff: Actor) -> None:
    product = add(shop, staff)
    order = make_order(shop, product.variants.get())
    delete_product(shop_id=shop.id, product_id=product.id, actor=staff, now=NOW)
    line = order.lines.get(kind="goods")
    assert line.names["fr"] == "Tasse"
    assert line.variant_id is not None


def test_reads_take_a_fixed_number_of_statements(
    shop: Shop, staff: Actor, django_assert_num_queries: Any
) -> None:
    group = add_category(shop_id=shop.id, names={"fr": "Tasses"}, actor=staff, now=NOW)
    ids = []
    for n in range(30):
        details = replace(CUP, category_ids=[group.id])
        ids.append(add(shop, staff, replace(ONE, sku=f"S{n}"), details=details).variants.get().id)
    for statements in (4, 2):
        with django_assert_num_queries(statements):
            assert len(offers(shop.id, ids)) == 30
    with django_assert_num_queries(4):
        first = products_page(shop.id, category="tasses", search="TASSE gres")
    for statements in (5, 2):
        with django_assert_num_queries(statements):
            assert products_page(shop.id, category="tasses") == first
    with django_assert_num_queries(4):
        rest = products_page(shop.id, category="tasses", after=first.after)
    assert (len(first.cards), len(rest.cards), rest.after) == (24, 6, None)
    assert not {card.id for card in first.cards} & {card.id for card in rest.cards}
    for statements in (6, 2):
        with django_assert_num_queries(statements):
            assert product_page(shop.id, "tasse").categories[0].slug == "tasses"
    assert products_page(shop.id, after="x.y").cards == products_page(shop.id).cards


def test_a_file_goes_with_the_last_picture_that_shows_it(
    shop: Shop,
    staff: Actor,
    settings: Any,
    tmp_path: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    settings.MEDIA_ROOT = tmp_path
    product, made = add(shop, staff), remade(png())
    first, second = (
        add_picture(
            shop_id=shop.id,
            product_id=product.id,
            content=made.content,
            ending=made.ending,
            alt={},
            actor=staff,
            now=NOW,
        )
        for _ in range(2)
    )
    assert first.image.name == second.image.name
    file = tmp_path / str(first.image.name)
    for picture, left in ((first, True), (second, False)):
        with django_capture_on_commit_callbacks(execute=True):
            remove_picture(shop_id=shop.id, picture_id=picture.id, actor=staff, now=NOW)
        assert file.exists() is left


@pytest.mark.once
def test_pictures_are_bounded_upright_and_bare() -> None:
    sideways = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "where I live"
    Image.new("RGB", (400, 100)).save(sideways, "JPEG", exif=exif)
    sideways.seek(0)
    made = remade(sideways)
    assert (made.width, made.height) == (100, 400)
    assert b"where I live" not in made.content
    large = remade(png((4000, 1000)), side=800)
    assert (large.width, large.height) == (800, 200)
    assert remade(png(mode="LA"), ending="png").content.startswith(b"\x89PNG")


@pytest.mark.once
@pytest.mark.parametrize(
    "content",
    [b"", b"<svg/>", b"\x89PNG\r\n\x1a\n broken", png().getvalue()[:-20] + b"x" * 8],
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        remade(io.BytesIO(content))
    assert refused.value.code == "picture"


@pytest.mark.once
def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    side = int(MOST_PIXELS**0.5) + 100
    with pytest.raises(Invalid, match="pixels"):
        remade(png((side, side), "1"))


@pytest.mark.once
@given(st.text(max_size=200), st.sets(st.sampled_from(["a", "a-2", "a-3", "produit"])))
def test_every_name_gives_a_usable_free_address(name: str, taken: set[str]) -> None:
    slug = free_slug(slug_from(name, "product"), taken)
    assert slug_valid(slug)
    assert slug not in taken
