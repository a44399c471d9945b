"""The shop window: lists, search, product pages, and what search engines are told."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from comptoir.catalog.models import Product, Variant
from comptoir.core.database import write
from comptoir.shops.models import Shop
from tests.factories import make_shop
from tests.storefront.scene import Customer, Scene, customer_of, make_product, make_scene


def _fill(shop: Shop, count: int) -> None:
    for number in range(count):
        product = make_product(shop, f"vase-{number}", f"Vase n° {number}", f"Vase {number}")
        with write():
            Variant.objects.create(shop=shop, product=product, price=1000 + number)


def _names(answer: Any) -> list[str]:
    return re.findall(r'class="tile-name"><a [^>]*>([^<]*)', answer.content.decode())


def test_the_only_shop_is_the_front_door(scene: Scene) -> None:
    assert Client().get("/")["Location"] == f"/{scene.shop.slug}/"


def test_several_shops_are_listed_and_closed_ones_are_not(scene: Scene) -> None:
    other, closed = make_shop(), make_shop(open=False)
    page = Client().get("/").content.decode()
    assert f'href="/{scene.shop.slug}/"' in page
    assert f'href="/{other.slug}/"' in page
    assert closed.slug not in page


def test_without_a_shop_the_front_door_says_so(db: None) -> None:
    assert "No shop has opened here yet." in Client().get("/").content.decode()


def test_home_shows_what_is_on_sale(scene: Scene, anne: Customer) -> None:
    with write():
        Product.objects.filter(id=scene.bowl.product_id).update(active=False)
    answer = anne.get()
    assert _names(answer) == ["Tasse Lune"]
    assert "dès" in answer.content.decode()


def test_pages_follow_one_another_and_show_each_product_once(scene: Scene, anne: Customer) -> None:
    _fill(scene.shop, 60)
    seen: list[str] = []
    path = ""
    for _ in range(4):
        answer = anne.get(path)
        seen += _names(answer)
        more = re.search(r'href="(\?after=[^"&]+)"', answer.content.decode())
        if more is None:
            break
        path = more[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 62


def test_search_finds_all_words_without_accents_or_case(scene: Scene, anne: Customer) -> None:
    assert _names(anne.get("search/?q=OEUFS+bol")) == ["Bol à œufs"]
    assert _names(anne.get("search/?q=bol+tasse")) == []
    answer = anne.get("search/?q=%3Cb%3Etasse%00")
    assert answer.status_code == 200
    assert "<b>tasse" not in answer.content.decode()
    assert '<meta name="robots" content="noindex, follow">' in answer.content.decode()


def test_a_category_shows_its_own(scene: Scene, anne: Customer) -> None:
    assert _names(anne.get("c/tasses/")) == ["Tasse Lune"]
    assert anne.get("c/nothing/").status_code == 404


def test_a_product_shows_variants_with_price_and_stock(scene: Scene, anne: Customer) -> None:
    page = anne.get("p/tasse-lune/").content.decode()
    assert "Grès émaillé à la main." in page
    assert "Plus que 3" in page
    assert "Disponible" in page
    assert page.count('type="radio"') == 2
    assert "Ajouter au panier" in page


def test_a_sold_out_variant_can_not_be_picked(scene: Scene, anne: Customer) -> None:
    with write():
        Variant.objects.filter(id=scene.blue.id).update(stock=0)
    page = anne.get("p/tasse-lune/").content.decode()
    assert re.search(rf'value="{scene.blue.id}" disabled', page)
    assert re.search(rf'value="{scene.white.id}" checked', page)


@pytest.mark.parametrize("path", ["", "p/bol/", "c/tasses/", "basket/", "legal/terms/"])
def test_what_is_another_shops_is_not_found(scene: Scene, path: str) -> None:
    other = make_shop(terms={})
    found = Client().get(f"/{other.slug}/{path}").status_code
    assert found == (200 if path in {"", "basket/"} else 404)
    assert Client().get(f"/nobody/{path}").status_code == 404


def test_orders_of_another_shop_are_not_found(scene: Scene, anne: Customer) -> None:
    anne.add(scene.bowl)
    order = anne.order(scene)
    other = make_shop()
    for path in (f"order/{order.token}/", f"order/{order.token}/withdraw/"):
        assert Client().get(f"/{other.slug}/{path}").status_code == 404
        assert Client().get(f"/{scene.shop.slug}/{path}").status_code == 200
    answer = Client().post(
        f"/{other.slug}/withdraw/", {"number": order.number, "email": order.email, "name": "A"}
    )
    assert answer.status_code == 422


def test_the_language_is_the_browsers_as_far_as_the_shop_has_it(scene: Scene) -> None:
    for asked, shown in (("en-GB", "en"), ("fr-CH,en;q=0.5", "fr"), ("de", "fr"), ("", "fr")):
        answer = customer_of(scene, asked).get()
        assert answer["Content-Language"] == shown
        assert f'<html lang="{shown}"' in answer.content.decode()


def test_the_language_switch_lasts(scene: Scene, anne: Customer) -> None:
    assert '<html lang="en"' in anne.get("p/tasse-lune/?language=en").content.decode()
    page = anne.get("p/tasse-lune/").content.decode()
    assert '<html lang="en"' in page
    assert "Moon cup" in page
    assert '<html lang="en"' in anne.get("?language=xx").content.decode()


def test_texts_fall_back_to_the_shops_first_language(scene: Scene) -> None:
    assert ">Tasses<" in customer_of(scene, "en").get().content.decode()


def test_search_engines_learn_address_and_languages(scene: Scene, anne: Customer) -> None:
    page = anne.get("p/tasse-lune/?added=1").content.decode()
    address = f"/{scene.shop.slug}/p/tasse-lune/"
    assert re.search(rf'<link rel="canonical" href="[^"]*{address}\?language=fr">', page)
    assert set(re.findall(r'hreflang="([^"]+)" href="[^"]*/p/', page)) == {"fr", "en", "x-default"}
    assert '<meta name="description" content="Grès émaillé à la main.">' in page
    assert '<meta property="og:title" content="Tasse Lune">' in page
    assert "<title>Tasse Lune · " in page


def test_a_shop_of_one_language_names_no_others(db: None) -> None:
    scene = make_scene(languages=["fr"])
    page = customer_of(scene, "en").get().content.decode()
    assert '<html lang="fr"' in page
    assert "hreflang" not in page


def test_a_closed_shop_shows_its_door_its_orders_and_its_legal_pages(
    scene: Scene, anne: Customer
) -> None:
    anne.add(scene.bowl)
    order = anne.order(scene)
    anne.add(scene.bowl)
    anne.check_out(scene)
    form = anne.review_form()
    with write():
        Shop.objects.filter(id=scene.shop.id).update(open=False)
    for path in ("", "p/bol/", "basket/", "checkout/", "search/"):
        answer = anne.get(path)
        assert answer.status_code == 503
        assert "Fermé pour le moment" in answer.content.decode()
    assert anne.confirm(form).status_code == 503
    assert anne.get(f"order/{order.token}/").status_code == 200
    assert anne.get("legal/terms/").status_code == 200
    assert anne.get("withdraw/").status_code == 200


def test_window_pages_take_a_fixed_number_of_statements(
    scene: Scene, anne: Customer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    anne.add(scene.bowl)
    # What the set-up says is kept: of lists and products only shop, stock and basket are asked.
    paths = {"": 3, "c/tasses/": 4, "p/tasse-lune/": 3, "search/?q=tasse": 6, "basket/": 5}
    for path, statements in paths.items():
        anne.get(path)
        with django_assert_num_queries(statements):
            anne.get(path)
    _fill(scene.shop, 40)
    anne.add(scene.white)
    for path, statements in paths.items():
        anne.get(path)
        with django_assert_num_queries(statements):
            anne.get(path)
