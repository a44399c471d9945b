"""What moved between looking and ordering is told in words, and nothing is charged silently."""

import re
from typing import Any

from comptoir.baskets.models import BasketLine
from comptoir.catalog.models import Variant
from comptoir.core.database import write
from comptoir.methods.models import DeliveryMethod, PaymentMethod
from comptoir.orders.models import Order
from tests.storefront.scene import Customer, Scene, hidden


def _set(row: Any, **fields: Any) -> None:
    with write():
        type(row).objects.filter(id=row.id).update(**fields)


def _ready(scene: Scene, anne: Customer, quantity: int = 1) -> dict[str, str]:
    anne.add(scene.blue, quantity)
    anne.check_out(scene)
    return anne.review_form()


def _words(page: str) -> str:
    text = re.sub(r"<[^>]+>", " ", page)
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())


def test_a_new_price_is_shown_and_the_new_total_confirmed(scene: Scene, anne: Customer) -> None:
    form = _ready(scene, anne)
    _set(scene.blue, price=2700)
    answer = anne.confirm(form)
    assert answer.status_code == 409
    words = _words(answer.content.decode())
    assert (
        "Le prix de « Tasse Lune – Bleu » a changé. avant : 24,00 € → maintenant : 27,00 €" in words
    )
    assert not Order.objects.exists()
    again = hidden(answer.content.decode())
    assert again["seen_total"] == str(2700 + 490)
    assert anne.confirm(again).status_code == 302
    assert Order.objects.get().total == 2700 + 490


def test_a_price_that_moves_again_is_told_again(scene: Scene, anne: Customer) -> None:
    form = _ready(scene, anne)
    _set(scene.blue, price=2700)
    again = hidden(anne.confirm(form).content.decode())
    _set(scene.blue, price=3100)
    answer = anne.confirm(again)
    assert answer.status_code == 409
    assert "avant : 27,00 € → maintenant : 31,00 €" in _words(answer.content.decode())
    assert not Order.objects.exists()


def test_a_price_that_moved_before_the_review_is_told_there(scene: Scene, anne: Customer) -> None:
    anne.add(scene.blue)
    _set(scene.blue, price=2000)
    assert "Le prix a changé : 24,00 € → 20,00 €" in _words(anne.get("basket/").content.decode())
    anne.check_out(scene)
    page = anne.get("checkout/review/")
    assert page.status_code == 200
    assert "avant : 24,00 € → maintenant : 20,00 €" in _words(page.content.decode())
    assert anne.confirm(hidden(page.content.decode())).status_code == 302
    assert Order.objects.get().total == 2000 + 490


def test_missing_pieces_are_told_and_the_rest_can_be_taken(scene: Scene, anne: Customer) -> None:
    form = _ready(scene, anne, quantity=3)
    _set(scene.blue, stock=1)
    answer = anne.confirm(form)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Il ne reste que 1 « Tasse Lune – Bleu ». avant : 3 → maintenant : 1" in _words(page)
    assert "Commander avec obligation de paiement" not in page
    assert BasketLine.objects.get().quantity == 3
    fitted = anne.post("basket/fit/", {"then": "review"})
    assert fitted["Location"].endswith("/checkout/review/")
    assert anne.confirm().status_code == 302
    assert Order.objects.get().total == 2400 + 490


def test_what_is_gone_is_told_and_taken_out(scene: Scene, anne: Customer) -> None:
    anne.add(scene.bowl)
    form = _ready(scene, anne)
    _set(scene.blue, active=False)
    answer = anne.confirm(form)
    assert "« Tasse Lune » ne peut plus être commandé." in _words(answer.content.decode())
    anne.post("basket/fit/", {"then": "review"})
    assert anne.confirm().status_code == 302
    assert Order.objects.get().total == 1800 + 490


def test_a_new_delivery_price_is_a_new_total(scene: Scene, anne: Customer) -> None:
    form = _ready(scene, anne)
    _set(scene.dhl, price=690)
    answer = anne.confirm(form)
    assert answer.status_code == 409
    words = _words(answer.content.decode())
    assert "Le total a changé. avant : 28,90 € → maintenant : 30,90 €" in words
    assert anne.confirm(hidden(answer.content.decode())).status_code == 302


def test_a_method_that_is_gone_is_chosen_anew_with_nothing_typed_lost(
    scene: Scene, anne: Customer
) -> None:
    for row in (scene.dhl, scene.transfer):
        form = _ready(scene, anne)
        _set(row, active=False)
        answer = anne.confirm(form)
        assert answer["Location"].endswith("/checkout/?check=1")
        page = anne.client.get(answer["Location"]).content.decode()
        assert "12 rue de la République" in page
        assert "n’est plus proposé. Choisissez-en un autre." in page
        _set(row, active=True)
    assert not Order.objects.exists()
    assert DeliveryMethod.objects.filter(active=True).count() == 2
    assert PaymentMethod.objects.filter(active=True).count() == 2


def test_details_changed_in_another_tab_are_looked_at_first(scene: Scene, anne: Customer) -> None:
    form = _ready(scene, anne)
    anne.check_out(scene, street="99 autre rue")
    answer = anne.confirm(form)
    assert answer.status_code == 409
    assert "dans une autre fenêtre" in answer.content.decode()
    assert not Order.objects.exists()
    anne.confirm(hidden(answer.content.decode()))
    assert Order.objects.get().delivery["street"] == "99 autre rue"


def test_a_made_up_total_orders_nothing(scene: Scene, anne: Customer) -> None:
    form = _ready(scene, anne)
    for total in ("1", "", "x", "-1", "9" * 30):
        assert anne.confirm({**form, "seen_total": total}).status_code == 409
    for prices in ("", "x:y", ":", "1:" + "9" * 40, f"{scene.blue.id}:1"):
        answer = anne.confirm({**form, "prices": prices, "seen_total": "1"})
        assert answer.status_code == 409
    assert not Order.objects.exists()
    assert Variant.objects.get(id=scene.blue.id).stock == 3
