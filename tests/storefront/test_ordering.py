"""From the shop window to the order, by plain forms, without JavaScript."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from comptoir.baskets.models import Basket
from comptoir.core.models import Event
from comptoir.orders.models import Order
from comptoir.payments.references import spelled
from comptoir.payments.transfer import payment_reference
from tests.storefront.scene import Customer, Scene, customer_of


def test_two_products_are_ordered(scene: Scene, anne: Customer) -> None:
    assert anne.add(scene.blue)["Location"].endswith(f"/p/tasse-lune/?added={scene.blue.id}")
    anne.add(scene.bowl, 2)
    assert anne.get("basket/").content.decode().count("basket-line-name") == 2
    assert anne.check_out(scene, note="Sonner fort.\r\nMerci.")["Location"].endswith("/review/")
    page = anne.get("checkout/review/").content.decode()
    assert "Commander avec obligation de paiement" in page
    answer = anne.confirm()
    order = Order.objects.get()
    assert answer["Location"] == f"/{scene.shop.slug}/order/{order.token}/?thanks=1"
    assert (order.total, order.items, order.language) == (2400 + 2 * 1800 + 490, 3, "fr")
    assert order.customer_note == "Sonner fort.\nMerci."
    assert order.delivery["street"] == "12 rue de la République"
    shown = anne.client.get(answer["Location"]).content.decode()
    assert "Merci, <bdi>Anne Dupont</bdi>." in shown
    assert "FR76 3000 6000 0112 3456 7890 189" in shown
    assert spelled(payment_reference(order)) in shown


def test_every_form_on_the_way_asks_for_its_token(scene: Scene) -> None:
    strict = Customer(scene.shop, Client(enforce_csrf_checks=True))
    assert strict.add(scene.blue).status_code == 403
    assert strict.post("checkout/", scene.typed()).status_code == 403
    assert strict.post("checkout/review/", {}).status_code == 403
    assert strict.post("withdraw/", {}).status_code == 403


def test_the_basket_cookie_is_kept_from_scripts_and_other_shops(
    scene: Scene, anne: Customer
) -> None:
    cookie: Any = anne.add(scene.blue).cookies["basket"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == f"/{scene.shop.slug}/"
    assert bool(cookie["secure"]) is settings.SESSION_COOKIE_SECURE
    assert cookie.value == Basket.objects.get().token


def test_the_cookie_is_secure_where_the_shop_is(
    scene: Scene, anne: Customer, settings: Any
) -> None:
    settings.SESSION_COOKIE_SECURE = True
    assert anne.add(scene.blue).cookies["basket"]["secure"]


def test_pick_up_needs_no_address(scene: Scene, anne: Customer) -> None:
    anne.add(scene.bowl)
    ways = {"delivery": str(scene.pickup.id), "payment": str(scene.at_pickup.id)}
    order = anne.order(scene, street="", postal_code="", city="", **ways)
    assert (order.delivery, order.billing, order.total) == ({}, {}, 1800)
    assert order.delivery_as_was["pickup"] is True


def test_the_bill_can_go_elsewhere(scene: Scene, anne: Customer) -> None:
    anne.add(scene.bowl)
    order = anne.order(
        scene,
        recipient="Jeanne Petit",
        company="Café Merle",
        vat_number="FR 61 954 506 077",
        billing_apart="on",
        billing_name="Comptabilité",
        billing_street="1 Grote Markt",
        billing_postal_code="1000",
        billing_city="Bruxelles",
        billing_country="BE",
    )
    assert order.delivery["name"] == "Jeanne Petit"
    assert order.billing["country"] == "BE"
    assert (order.name, order.vat_number) == ("Anne Dupont", "FR 61 954 506 077")
    page = anne.get(f"order/{order.token}/").content.decode()
    assert "Facturer à" in page
    assert "Belgique" in page


def test_pressed_twice_reloaded_or_in_a_second_tab_it_is_one_order(
    scene: Scene, anne: Customer
) -> None:
    anne.add(scene.bowl)
    anne.check_out(scene)
    form = anne.review_form()
    answers = [anne.confirm(form), anne.confirm(form), anne.get("checkout/review/")]
    assert len({answer["Location"] for answer in answers}) == 1
    assert Order.objects.count() == 1
    assert Event.objects.filter(kind="order.placed").count() == 1


def test_what_is_put_in_afterwards_begins_a_new_basket(scene: Scene, anne: Customer) -> None:
    anne.add(scene.bowl)
    anne.check_out(scene)
    old_tab = anne.review_form()
    first = anne.confirm()
    assert "store-basket-count" not in anne.get().content.decode()
    anne.add(scene.blue)
    # The old tab shows the order that its basket became, not the basket begun since.
    assert anne.confirm(old_tab)["Location"] == first["Location"]
    assert Order.objects.count() == 1
    assert anne.order(scene).items == 1
    assert Order.objects.count() == 2


def test_without_cookie_or_basket_there_is_nothing_to_check_out(
    scene: Scene, anne: Customer
) -> None:
    basket = f"/{scene.shop.slug}/basket/"
    for path in ("checkout/", "checkout/review/"):
        assert anne.get(path)["Location"] == basket
        assert anne.post(path, {"basket": "made-up"})["Location"] == basket
    assert "Votre panier est vide" in anne.get("basket/").content.decode()


def test_another_customer_can_not_see_or_change_the_basket(scene: Scene, anne: Customer) -> None:
    anne.add(scene.bowl)
    bob = customer_of(scene)
    bob.post(f"basket/lines/{scene.bowl.id}/", {"quantity": 5})
    assert "store-basket-count" not in bob.get().content.decode()
    assert Basket.objects.get().lines.get().quantity == 1


def test_quantities_change_up_to_the_stock(scene: Scene, anne: Customer) -> None:
    anne.add(scene.blue)
    line = f"basket/lines/{scene.blue.id}/"
    assert anne.post(line, {"quantity": 2})["Location"].endswith("/basket/")
    cut = anne.post(line, {"quantity": 50})
    assert cut["Location"].endswith(f"?short={scene.blue.id}")
    assert "Il n’y en a que 3." in anne.client.get(cut["Location"]).content.decode()
    anne.post(line, {"remove": "1"})
    assert "Votre panier est vide" in anne.get("basket/").content.decode()


def test_nonsense_in_the_basket_forms_is_not_an_error_of_ours(scene: Scene, anne: Customer) -> None:
    for variant in ("", "x", "-1", "9" * 40, "١"):
        answer = anne.post("basket/add/", {"variant": variant, "quantity": "1"})
        assert answer.status_code == 422
    for quantity in ("", "x", "-1", "9" * 40, "1.5"):
        answer = anne.post("basket/add/", {"variant": scene.white.id, "quantity": quantity})
        assert answer.status_code == 302
    assert anne.get("basket/add/")["Location"] == f"/{scene.shop.slug}/basket/"


@pytest.mark.parametrize("quantity", ["", "x", "-5", "1.5", "٣"])
def test_what_is_no_number_leaves_the_quantity(scene: Scene, anne: Customer, quantity: str) -> None:
    anne.add(scene.white, 4)
    answer = anne.post(f"basket/lines/{scene.white.id}/", {"quantity": quantity})
    assert answer["Location"].endswith("/basket/")
    assert Basket.objects.get().lines.get().quantity == 4


def test_what_is_sold_out_is_not_put_in(scene: Scene, anne: Customer) -> None:
    anne.add(scene.blue, 3)
    anne.order(scene)
    answer = customer_of(scene).add(scene.blue)
    assert answer.status_code == 422
    assert "ne peut pas être commandé" in answer.content.decode()
