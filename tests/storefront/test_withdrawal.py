"""The withdrawal function: found, said, confirmed, kept with date and time."""

import re
from typing import Any

import pytest

from comptoir.core.models import Event
from comptoir.orders.models import Order
from comptoir.storefront import limits
from tests.storefront.scene import Customer, Scene, customer_of

SAID = {"name": "Anne Dupont", "email": "anne@example.com", "statement": "Trop petite.\r\nDésolée."}


@pytest.fixture
def order(scene: Scene, anne: Customer) -> Order:
    anne.add(scene.blue)
    return anne.order(scene)


def _confirmed(answer: Any) -> dict[str, str]:
    """What the confirmation page sends on."""
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Confirmer la rétractation" in page
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"} | {
        "confirm": "1"
    }


def test_it_is_found_on_the_order_page_and_at_the_foot_of_every_page(
    anne: Customer, order: Order
) -> None:
    shown = anne.get(f"order/{order.token}/").content.decode()
    assert f'href="/{anne.shop.slug}/order/{order.token}/withdraw/"' in shown
    for path in ("", "basket/", "legal/terms/", f"order/{order.token}/"):
        page = anne.get(path).content.decode()
        assert f'href="/{anne.shop.slug}/withdraw/">Se rétracter du contrat ici</a>' in page


def test_from_the_order_page(anne: Customer, order: Order) -> None:
    path = f"order/{order.token}/withdraw/"
    form = anne.get(path)
    assert 'value="anne@example.com"' in form.content.decode()
    assert form["Referrer-Policy"] == "same-origin"
    assert form["Cache-Control"] == "no-store, private"
    asked = anne.post(path, SAID)
    assert not Event.objects.filter(kind="order.withdrawn").exists()
    answer = anne.post(path, _confirmed(asked))
    assert answer["Location"] == f"/{anne.shop.slug}/order/{order.token}/"
    event = Event.objects.get(kind="order.withdrawn")
    assert event.after["by_email"] == "anne@example.com"
    shown = anne.get(f"order/{order.token}/").content.decode()
    assert "Votre rétractation de ce contrat nous est parvenue." in shown
    assert "Trop petite.<br>" in shown
    assert event.at.strftime("%Y") in shown
    assert 'id="pay"' not in shown


def test_said_twice_it_is_said_once(anne: Customer, order: Order) -> None:
    path = f"order/{order.token}/withdraw/"
    for _ in range(2):
        assert anne.post(path, {**SAID, "confirm": "1"}).status_code == 302
    assert anne.get(path).status_code == 302
    assert Event.objects.filter(kind="order.withdrawn").count() == 1


def test_from_the_foot_number_and_email_must_belong_together(
    scene: Scene, anne: Customer, order: Order
) -> None:
    stranger = customer_of(scene)
    given = {**SAID, "number": order.number}
    for wrong in ({"email": "eve@example.com"}, {"number": "2026-99999"}):
        answer = stranger.post("withdraw/", {**given, **wrong, "confirm": "1"})
        assert answer.status_code == 422
        assert "aucune commande avec ce numéro" in answer.content.decode()
    assert not Event.objects.filter(kind="order.withdrawn").exists()
    asked = stranger.post("withdraw/", {**given, "email": "ANNE@example.com"})
    done = stranger.post("withdraw/", _confirmed(asked))
    assert done.status_code == 200
    page = done.content.decode()
    assert "Votre rétractation de ce contrat nous est parvenue." in page
    assert order.number in page
    assert order.token not in page
    assert Event.objects.get(kind="order.withdrawn").subject_id == order.id
    again = stranger.post("withdraw/", {**given, "statement": "Autre chose", "confirm": "1"})
    assert again.status_code == 422
    assert "est déjà parvenue" in again.content.decode()
    assert "Trop petite." not in again.content.decode()
    assert Event.objects.filter(kind="order.withdrawn").count() == 1


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"email": "anne"}, {"statement": "a\x07"}, {"name": "A\nB"}]
)
def test_what_is_missing_is_told(anne: Customer, order: Order, wrong: dict[str, str]) -> None:
    path = f"order/{order.token}/withdraw/"
    answer = anne.post(path, {**SAID, **wrong, "confirm": "1"})
    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert not Event.objects.filter(kind="order.withdrawn").exists()


def test_guessing_numbers_ends_soon(
    anne: Customer, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "WITHDRAWALS_PER_HOUR", 3)
    given = {**SAID, "number": "2026-00000"}
    codes = [anne.post("withdraw/", given).status_code for _ in range(4)]
    assert codes == [422, 422, 422, 429]
