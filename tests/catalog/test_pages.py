"""The set-up pages of goods, as a browser without scripts sees them."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from comptoir.catalog.models import Category, Picture, Product, StockChange, Variant
from comptoir.core.database import write
from comptoir.shops.models import Shop
from tests.factories import make_shop, make_variant

NEW = "/desk/lune/new-product/"
CUP: dict[str, Any] = {
    "names_fr": "Tasse à café",
    "names_en": "Coffee cup",
    "descriptions_fr": "Grès\ntourné à la main.",
    "active": "on",
    "tax_class": "standard",
    "variants-rows": "1",
    "v0-sku": "CUP",
    "v0-price": "24,00",
    "v0-stock": "5",
    "v0-weight": "310",
    "v0-active": "on",
}


def uploaded(kind: str = "PNG", name: str = "cup.png", size: tuple[int, int] = (40, 30)) -> Any:
    out = io.BytesIO()
    Image.new("RGB", size, "#1f5c4d").save(out, kind)
    return SimpleUploadedFile(name, out.getvalue())


def add(desk: Client, **changed: Any) -> Product:
    answer = desk.post(NEW, CUP | changed)
    assert answer.status_code == 302, answer.content.decode()
    return Product.objects.latest("id")


def test_a_product_is_added_and_found(desk: Client, shop: Shop) -> None:
    product = add(desk)
    assert product.slug == "tasse-a-cafe"
    variant = product.variants.get()
    assert (variant.price, variant.stock, variant.weight) == (2400, 5, 310)
    assert StockChange.objects.get().delta == 5
    for search in ("CAFE", "tourne", "cup"):
        assert "tasse-a-cafe" in desk.get("/desk/lune/products/", {"q": search}).content.decode()
    assert "tasse-a-cafe" not in desk.get("/desk/lune/products/?q=plate").content.decode()


def test_one_more_variant_keeps_what_was_typed(desk: Client, shop: Shop) -> None:
    answer = desk.post(NEW, CUP | {"v0-price": "oops", "variants-more": "1"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="v1-price"' in page
    assert 'value="oops"' in page
    assert "has-error" not in page
    assert not Product.objects.exists()


def test_variants_are_changed_added_and_removed_at_once(desk: Client, shop: Shop) -> None:
    product = add(desk)
    first = product.variants.get()
    typed = CUP | {"variants-rows": "3", "v0-id": str(first.id), "v0-seen": "5", "v0-stock": "5"}
    typed |= {"v0-names_fr": "Bleue", "v1-names_fr": "Verte", "v1-price": "25", "v1-active": "on"}
    assert desk.post(f"/desk/lune/products/{product.slug}/", typed).status_code == 302
    names = product.variants.filter(deleted_at=None).order_by("position").values_list("names")
    assert [name["fr"] for (name,) in names] == ["Bleue", "Verte"]
    second = product.variants.get(position=1)
    assert second.stock is None
    typed = CUP | {"variants-rows": "2", "v0-id": str(first.id), "v0-seen": "5", "v0-remove": "on"}
    typed |= {"v1-id": str(second.id), "v1-sku": "CUP", "v1-price": "25", "v1-active": "on"}
    assert desk.post(f"/desk/lune/products/{product.slug}/", typed).status_code == 302
    assert product.variants.get(deleted_at=None).sku == "CUP"


def test_a_sale_in_between_is_not_overwritten(desk: Client, shop: Shop) -> None:
    product = add(desk)
    variant = product.variants.get()
    with write():
        Variant.objects.update(stock=3)
    typed = CUP | {"v0-id": str(variant.id), "v0-seen": "5", "v0-stock": "8"}
    answer = desk.post(f"/desk/lune/products/{product.slug}/", typed | {"names_fr": "Autre"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "it was 5, it is 3 now" in page
    assert 'name="v0-seen" value="3"' in page
    assert 'value="Autre"' in page
    product.refresh_from_db()
    assert product.names["fr"] == "Tasse à café"
    # A name alone can be changed whatever was sold meanwhile.
    typed = CUP | {"v0-id": str(variant.id), "v0-seen": "5", "names_fr": "Autre"}
    assert desk.post(f"/desk/lune/products/{product.slug}/", typed).status_code == 302
    variant.refresh_from_db()
    assert variant.stock == 3


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"v0-sku": "TAKEN"}, "has the SKU TAKEN"),
        ({"slug": "not a slug"}, "small letters"),
        ({"v0-price": ""}, "A price is needed"),
        ({"v0-stock": "-1"}, "greater than or equal to 0"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    desk: Client, shop: Shop, changed: dict[str, str], said: str
) -> None:
    make_variant(shop, sku="TAKEN")
    answer = desk.post(NEW, CUP | changed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Product.objects.count() == 1


def test_pictures_are_made_anew_ordered_described_and_removed(
    desk: Client, shop: Shop, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    product = add(desk)
    page = f"/desk/lune/products/{product.slug}/pictures/"
    text = SimpleUploadedFile("cup.svg", b"<svg onload='x()'/>")
    desk.post(page, {"pictures": [uploaded(), text, uploaded("JPEG", "b.jpg", (30, 40))]})
    first, second = Picture.objects.order_by("position")
    assert str(first.image.name).endswith(".webp")
    assert (first.width, first.height) == (40, 30)
    assert "cup.svg: Only JPEG" in desk.get(f"/desk/lune/products/{product.slug}/").content.decode()
    desk.post(f"{page}{second.id}/move/", {"step": "up"})
    assert list(Picture.objects.order_by("position")) == [second, first]
    desk.post(f"{page}{first.id}/", {"alt_fr": "La tasse, de face"})
    first.refresh_from_db()
    assert first.alt == {"fr": "La tasse, de face"}
    other = f"/desk/lune/products/{make_variant(shop).product.slug}/pictures/{first.id}/"
    assert desk.get(other).status_code == 404
    assert desk.post(f"{other}remove/").status_code == 404
    assert desk.post(f"{other}move/").status_code == 404


def test_categories_come_change_move_and_go(desk: Client, shop: Shop) -> None:
    for name in ("Tasses", "Bols"):
        assert desk.post("/desk/lune/new-category/", {"names_fr": name}).status_code == 302
    desk.post("/desk/lune/categories/bols/move/", {"step": "up"})
    assert list(Category.objects.order_by("position").values_list("slug", flat=True)) == [
        "bols",
        "tasses",
    ]
    typed = {"names_fr": "Grands bols", "slug": "tasses"}
    assert desk.post("/desk/lune/categories/bols/", typed).status_code == 422
    product = add(desk, categories=[str(Category.objects.get(slug="bols").id)])
    assert "1 product" in desk.get("/desk/lune/categories/").content.decode()
    desk.post("/desk/lune/categories/bols/remove/")
    assert Category.objects.count() == 1
    assert product.variants.exists()


def test_a_deleted_product_frees_its_address_and_sku(desk: Client, shop: Shop) -> None:
    product = add(desk)
    assert desk.post(f"/desk/lune/products/{product.slug}/delete/").status_code == 302
    assert desk.get(f"/desk/lune/products/{product.slug}/").status_code == 404
    assert add(desk).slug == product.slug


def test_another_shops_goods_are_not_found(desk: Client, shop: Shop) -> None:
    other = make_variant(make_shop()).product
    page = f"/desk/lune/products/{other.slug}/"
    assert desk.get(page).status_code == 404
    for act in ("", "delete/", "pictures/"):
        assert desk.post(f"{page}{act}").status_code == 404


def test_the_list_is_paged_by_key_with_a_fixed_number_of_statements(
    desk: Client, shop: Shop
) -> None:
    make_variant(shop)
    desk.get("/desk/lune/products/")
    with CaptureQueriesContext(connection) as few:
        desk.get("/desk/lune/products/")
    for _ in range(52):
        make_variant(shop)
    desk.get("/desk/lune/products/")
    with CaptureQueriesContext(connection) as many:
        page = desk.get("/desk/lune/products/").content.decode()
    assert len(many) == len(few) <= 9
    assert page.count("data-row") == 50
    key = page.split("?after=")[1].split('"')[0]
    rest = desk.get("/desk/lune/products/", {"after": key}).content.decode()
    assert rest.count("data-row") == 3
    back = rest.split("?before=")[1].split('"')[0]
    first = desk.get("/desk/lune/products/", {"before": back}).content.decode()
    assert first.count("data-row") == 50
    assert "?before=" not in first


@pytest.mark.parametrize(
    ("page", "add_url"), [("products", NEW), ("categories", "/desk/lune/new-category/")]
)
def test_an_empty_list_has_its_button_once(
    desk: Client, shop: Shop, page: str, add_url: str
) -> None:
    assert desk.get(f"/desk/lune/{page}/").content.decode().count(f'href="{add_url}"') == 1
    add(desk)
    if page == "products":
        for query in ("", "?q=tasse", "?q=nothing"):
            found = desk.get(f"/desk/lune/products/{query}").content.decode()
            assert found.count(f'href="{add_url}"') == 1, query
