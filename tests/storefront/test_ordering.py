"""From the shop window to the order, by plain forms, without JavaScript."""

import pytest

from comptoir.orders.models import Order
from tests.storefront.scene import Customer, Scene, customer_of, make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return make_scene()


@pytest.fixture
def anne(scene: Scene) -> Customer:
    return customer_of(scene)


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
    assert "Anne Dupont" in shown
    assert "FR76 3000 6000 0112 3456 7890 189" in shown
    assert order.reference in shown
