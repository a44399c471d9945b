"""Lists and products are drawn once for all who see the same: and what differs is never mixed."""

import re
from collections.abc import Iterable
from typing import Any

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse
from django.test import Client, RequestFactory

from comptoir.catalog.actions.change_product import change_product
from comptoir.catalog.actions.set_stock import set_stock
from comptoir.catalog.details import ProductDetails, VariantDetails
from comptoir.catalog.models import Product
from comptoir.core.clock import utc_now
from comptoir.core.database import write
from comptoir.shops.actions.change_settings import change_settings
from comptoir.ui import whole
from tests.factories import make_account, make_member, member_of
from tests.storefront.scene import Customer, Scene, customer_of, make_scene

PAGE = "p/bol/"


def _page(customer: Customer, path: str = PAGE) -> str:
    answer = customer.get(path)
    assert answer.status_code == 200
    text: str = answer.content.decode()
    return text


def _token(page: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def _without_token(page: str) -> str:
    return page.replace(_token(page), "…")


def _price(page: str) -> str:
    found = re.search(r'<p class="price">(.*?)</p>', page)
    assert found is not None
    return found[1]


def _groups(product: Product) -> Iterable[int]:
    return product.categories.values_list("id", flat=True)


def _reprice(scene: Scene, price: int) -> None:
    product = scene.bowl.product
    change_product(
        shop_id=scene.shop.id,
        product_id=product.id,
        details=ProductDetails(
            {"fr": "Bol bleu"}, {}, slug="bol", category_ids=list(_groups(product))
        ),
        variants=[VariantDetails({}, price, "BOL", 10, id=scene.bowl.id, seen=10)],
        actor=member_of(scene.shop),
        now=utc_now(),
    )


def _stock(scene: Scene, stock: int, seen: int) -> None:
    set_stock(
        shop_id=scene.shop.id,
        variant_id=scene.bowl.id,
        stock=stock,
        seen=seen,
        actor=member_of(scene.shop),
        now=utc_now(),
    )


def _drawn() -> int:
    return len(whole._pages)


def test_the_same_page_is_drawn_once(scene: Scene, anne: Customer) -> None:
    first, second = _page(anne), _page(customer_of(scene))
    assert _drawn() == 1
    assert _without_token(first) == _without_token(second)


def test_each_visitor_has_a_token_of_their_own_that_works(scene: Scene) -> None:
    visitors = [
        customer_of(scene, enforce_csrf_checks=True, HTTP_HOST="localhost") for _ in range(2)
    ]
    tokens = [_token(_page(visitor)) for visitor in visitors]
    assert _drawn() == 1
    secrets = {visitor.client.cookies["csrftoken"].value for visitor in visitors}
    assert len(secrets) == 2
    assert tokens[0] != tokens[1]
    given = {"variant": scene.bowl.id, "quantity": 1}
    for mine, others in (tokens, reversed(tokens)):
        visitor = visitors.pop(0)
        assert (
            visitor.post("basket/add/", {**given, "csrfmiddlewaretoken": others}).status_code == 403
        )
        assert (
            visitor.post("basket/add/", {**given, "csrfmiddlewaretoken": mine}).status_code == 302
        )


def test_no_shared_cache_keeps_it(scene: Scene, anne: Customer) -> None:
    for _ in range(2):
        answer = anne.get(PAGE)
        assert answer["Cache-Control"] == "private, no-cache"
        assert {"Cookie", "Accept-Language"} <= {word.strip() for word in answer["Vary"].split(",")}


def test_a_changed_price_and_name_are_seen_at_once(scene: Scene, anne: Customer) -> None:
    assert "18,00" in _price(_page(anne))
    _reprice(scene, 1950)
    page = _page(anne)
    assert "19,50" in _price(page)
    assert "<h1>Bol bleu</h1>" in page


def test_changed_settings_are_seen_at_once(scene: Scene, anne: Customer) -> None:
    def put(**values: Any) -> None:
        actor = member_of(scene.shop)
        change_settings(shop_id=scene.shop.id, values=values, actor=actor, now=utc_now())

    _page(anne)
    put(names={"fr": "Chez Lune", "en": "Moon"})
    assert "Chez Lune" in _page(anne)
    put(open=False)
    assert anne.get(PAGE).status_code == 503


def test_changed_stock_is_seen_at_once(scene: Scene, anne: Customer) -> None:
    page = _page(anne)
    assert "En stock" in page
    assert 'max="10"' in page
    _stock(scene, 9, seen=10)
    assert 'max="9"' in _page(anne)
    _stock(scene, 2, seen=9)
    assert "Plus que 2" in _page(anne)
    _stock(scene, 0, seen=2)
    page = _page(anne)
    assert "Épuisé" in page
    assert "Ajouter au panier" not in page


@pytest.mark.parametrize("path", ["", "c/tasses/"])
def test_a_list_is_drawn_once_and_tells_what_changes(
    scene: Scene, anne: Customer, path: str
) -> None:
    with write():
        scene.bowl.product.categories.set(_groups(scene.cup))
    first = _page(anne, path)
    assert _page(customer_of(scene), path) == first
    assert _drawn() == 1
    assert "Épuisé" not in first
    _stock(scene, 9, seen=10)
    assert _page(anne, path) == first
    _stock(scene, 0, seen=9)
    assert "Épuisé" in _page(anne, path)
    _stock(scene, 1, seen=0)
    assert _page(anne, path) == first
    _reprice(scene, 1950)
    page = _page(anne, path)
    assert "19,50" in page
    assert "Bol bleu" in page


def test_two_shops_with_the_same_product_do_not_mix(scene: Scene, anne: Customer) -> None:
    other = make_scene()
    mine, theirs = _page(anne), _page(customer_of(other))
    for shop, page in ((scene.shop, mine), (other.shop, theirs)):
        assert f'action="/{shop.slug}/basket/add/"' in page
        assert shop.names["fr"] in page
    assert other.shop.slug not in mine
    assert scene.shop.slug not in theirs


def test_languages_do_not_mix(scene: Scene, anne: Customer) -> None:
    french, english = _page(anne), _page(customer_of(scene, "en"))
    assert "Bol à œufs" in french
    assert "Egg bowl" in english
    assert '<html lang="en"' in english
    assert _without_token(_page(anne)) == _without_token(french)


def test_a_full_basket_is_its_owners(scene: Scene, anne: Customer) -> None:
    other = customer_of(scene)
    _page(other)
    anne.add(scene.bowl, 3)
    count = 'store-basket-count num">3<'
    assert count in _page(anne)
    assert count not in _page(other)
    added = f"{PAGE}?added={scene.bowl.id}"
    assert "product-added" in _page(anne, added)
    assert "product-added" not in _page(other)
    anne.post(f"basket/lines/{scene.bowl.id}/", {"remove": "1"})
    assert "store-basket-count" not in _page(anne)


def _told(client: Client, text: str) -> None:
    """A line waits for that browser, as another page would have left it."""
    request, response = RequestFactory().get("/"), HttpResponse()
    request.COOKIES = {}
    storage: Any = CookieStorage(request)
    storage.add(20, text)
    storage.update(response)
    client.cookies["messages"] = response.cookies["messages"].value


def test_what_is_told_to_one_is_told_to_nobody_else(scene: Scene, anne: Customer) -> None:
    other = customer_of(scene)
    _page(other)
    _told(anne.client, "Only for Anne")
    assert "Only for Anne" in _page(anne)
    assert "Only for Anne" not in _page(other)
    assert "Only for Anne" not in _page(anne)


def test_who_is_signed_in_gets_a_page_of_their_own(scene: Scene) -> None:
    merchant = customer_of(scene)
    merchant.client.force_login(make_member(scene.shop, make_account()).account)
    _page(merchant)
    assert _drawn() == 0


def _same(anne: Customer, path: str, status: int = 200) -> str:
    """The page, after it was seen to be what is drawn whole for who may be told something."""
    pages = []
    for own in (False, False, True):
        anne.client.cookies.pop("messages", None)
        if own:
            anne.client.cookies["messages"] = "none that can be read"
        answer = anne.get(path)
        assert answer.status_code == status
        pages.append(re.sub(r'(name="csrfmiddlewaretoken" value=)"[^"]+"', r"\1…", _text(answer)))
    anne.client.cookies.pop("messages", None)
    assert pages[0] == pages[1] == pages[2]
    return pages[0]


def _text(answer: Any) -> str:
    """The page; where no line waits, the place for them may be empty or a line break."""
    text: str = answer.content.decode()
    return text.replace("\n</div>", "</div>")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_one_visitors_pages_stand_in_a_shell_as_if_drawn_whole(scene: Scene, language: str) -> None:
    anne = customer_of(scene, language)
    _same(anne, "basket/")
    anne.add(scene.bowl, 2)
    assert 'store-basket-count num">2<' in _same(anne, "basket/")
    _same(anne, "checkout/")
    anne.post("checkout/", {"email": "<anne", "name": "Anne & Co"})
    assert "Anne &amp; Co" in _same(anne, "checkout/")
    assert 'role="alert"' in _same(anne, "checkout/?check=1")
    anne.check_out(scene)
    assert "anne@example.com" in _same(anne, "checkout/review/")
    order = anne.order(scene)
    for path in ("", "?thanks=1", "withdraw/", "payment/"):
        page = _same(anne, f"order/{order.token}/{path}")
        assert order.number in page
        assert "store-basket-count" not in page
    _same(anne, "order/nothing/", status=404)


def test_a_shell_is_drawn_once_and_changes_with_the_shop(scene: Scene, anne: Customer) -> None:
    other = make_scene()
    for _ in range(2):
        _page(anne, "basket/")
        _page(customer_of(scene), "basket/")
    assert _drawn() == 1
    assert "Boutique" in _page(anne, "basket/")
    change_settings(
        shop_id=scene.shop.id,
        values={"names": {"fr": "Chez Lune", "en": "Moon"}},
        actor=member_of(scene.shop),
        now=utc_now(),
    )
    assert "Chez Lune" in _page(anne, "basket/")
    assert "Chez Lune" not in _page(customer_of(other), "basket/")
    assert "Moon" in _page(customer_of(scene, "en"), "basket/")


def test_legal_pages_name_their_own_address(scene: Scene, anne: Customer) -> None:
    change_settings(
        shop_id=scene.shop.id,
        values={"terms": {"fr": "Les conditions"}, "imprint": {"fr": "La maison"}},
        actor=member_of(scene.shop),
        now=utc_now(),
    )
    for name in ("terms", "imprint"):
        page = _page(anne, f"legal/{name}/")
        assert re.findall(r'rel="canonical" href="[^"]*/legal/(\w+)/["?]', page) == [name]


def test_no_more_is_kept_than_there_is_room_for(scene: Scene, anne: Customer) -> None:
    size = len(anne.get(PAGE).content)
    for number in range(3 * whole.ROOM // size):
        anne.get(f"{PAGE}?from={number}")
    kept = sum(map(len, whole._pages.values()))
    assert whole.ROOM - 2 * size < kept <= whole.ROOM
