"""The customer's order page: what it says, to whom, and what it keeps to itself."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from comptoir.core.actor import Actor
from comptoir.core.clock import utc_now
from comptoir.core.database import write
from comptoir.methods.models import DeliveryMethod
from comptoir.orders.actions.add_parcel import add_parcel
from comptoir.orders.actions.cancel import cancel
from comptoir.orders.actions.complete import complete
from comptoir.orders.actions.mark_paid import mark_paid
from comptoir.orders.actions.mark_ready import mark_ready
from comptoir.orders.actions.remove_parcel import remove_parcel
from comptoir.orders.actions.set_comment import set_comment
from comptoir.orders.actions.undo import undo
from comptoir.orders.actions.void_payment import void_payment
from comptoir.orders.models import Order, Parcel, Payment
from comptoir.payments.references import spelled
from comptoir.payments.transfer import payment_reference
from comptoir.shops.models import Shop
from comptoir.shops.rights import ALL
from tests.storefront.scene import Customer, Scene

NUMBER = "JJD 0099/99 99&9"


@pytest.fixture
def lucie(scene: Scene) -> Actor:
    return Actor("member", scene.shop.id, name="Lucie Secrète", rights=ALL)


@pytest.fixture
def order(scene: Scene, anne: Customer) -> Order:
    anne.add(scene.blue)
    return anne.order(scene)


@pytest.fixture
def page(anne: Customer, order: Order) -> Callable[[], str]:
    return lambda: str(anne.get(f"order/{order.token}/").content.decode())


def _act(action: Callable[..., Any], order: Order, actor: Actor, **given: Any) -> Any:
    now = utc_now()
    return action(shop_id=order.shop_id, order_id=order.id, actor=actor, now=now, **given)


def test_nobody_keeps_indexes_or_passes_on_the_page(anne: Customer, order: Order) -> None:
    answer = anne.get(f"order/{order.token}/")
    assert answer["Cache-Control"] == "no-store, private"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert '<meta name="robots" content="noindex, nofollow">' in answer.content.decode()
    assert 'rel="canonical"' not in answer.content.decode()


@pytest.mark.parametrize("path", ["basket/", "checkout/", "checkout/review/"])
def test_the_way_to_the_order_is_private_too(scene: Scene, anne: Customer, path: str) -> None:
    anne.add(scene.bowl)
    anne.check_out(scene)
    answer = anne.get(path)
    assert answer["Cache-Control"] == "no-store, private"
    assert "noindex" in answer["X-Robots-Tag"]


def test_only_the_whole_token_opens_it(anne: Customer, order: Order) -> None:
    for token in (order.token[:-1], order.token.swapcase(), order.number, "x"):
        assert anne.get(f"order/{token}/").status_code == 404


def test_before_payment_it_says_how_to_pay(page: Callable[[], str], order: Order) -> None:
    shown = page()
    assert "l’envoyons dès réception de votre paiement" in shown
    assert "FR76 3000 6000 0112 3456 7890 189" in shown
    assert spelled(payment_reference(order)) in shown
    assert "Merci de virer sous dix jours." in shown
    assert "Atelier Lune" in shown


def test_once_paid_it_no_longer_asks(page: Callable[[], str], order: Order, lucie: Actor) -> None:
    _act(mark_paid, order, lucie, amount=1000)
    assert "18,90" in page()
    _act(mark_paid, order, lucie)
    shown = page()
    assert "Votre commande est en préparation." in shown
    assert "Votre paiement est arrivé." in shown
    assert "Comment payer" not in shown


def _chips(page: str) -> list[str]:
    states = page.partition('<p class="page-states">')[2].partition("</p>")[0]
    return re.findall(r"([^<>]+)</span>", re.sub(r"<svg.*?</svg>", "", states, flags=re.S))


def test_the_chips_say_what_is_true_for_the_customer(
    page: Callable[[], str], order: Order, lucie: Actor
) -> None:
    assert _chips(page()) == ["En attente de paiement"]
    _act(mark_paid, order, lucie, amount=1000)
    assert _chips(page()) == ["En attente de paiement", "Payée en partie"]
    _act(mark_paid, order, lucie)
    assert _chips(page()) == ["En préparation", "Payée"]
    _act(complete, order, lucie)
    assert _chips(page()) == ["Expédiée", "Payée"]


def test_a_cancelled_order_asks_for_no_money(
    page: Callable[[], str], order: Order, lucie: Actor
) -> None:
    _act(cancel, order, lucie)
    assert _chips(page()) == ["Annulée"]


def test_parcels_lead_to_the_carrier(page: Callable[[], str], order: Order, lucie: Actor) -> None:
    _act(mark_paid, order, lucie)
    _act(complete, order, lucie, tracking_number=NUMBER)
    shown = page()
    parcel = Parcel.objects.get()
    assert "<h1>Votre colis est en route.</h1>" in shown
    assert "JJD 0099/99 99&amp;9" in shown
    assert parcel.tracking_url
    assert parcel.tracking_url.replace("&", "&amp;") in shown
    assert 'rel="noopener noreferrer"' in shown


def test_without_a_number_there_is_no_empty_parcel(
    page: Callable[[], str], order: Order, lucie: Actor
) -> None:
    _act(complete, order, lucie)
    shown = page()
    assert "Votre commande est en route." in shown
    assert 'id="parcels"' not in shown


def test_what_was_taken_back_is_not_told(
    page: Callable[[], str], order: Order, lucie: Actor
) -> None:
    _act(mark_paid, order, lucie)
    _act(void_payment, order, lucie, payment_id=Payment.objects.get().id)
    _act(
        add_parcel, order, lucie, tracking_number="X1", carrier="", quantities=None, send_mail=False
    )
    _act(remove_parcel, order, lucie, parcel_id=Parcel.objects.get().id)
    event = _act(cancel, order, lucie)
    undo(shop_id=order.shop_id, event_id=event.id, actor=lucie, now=utc_now())
    shown = page()
    assert "Vous avez passé la commande." in shown
    for gone in ("paiement est arrivé", "colis est parti", "X1", "annulée"):
        assert gone not in shown


def test_staff_and_their_comment_stay_behind_the_counter(
    page: Callable[[], str], order: Order, lucie: Actor
) -> None:
    _act(set_comment, order, lucie, text="Client difficile")
    _act(mark_paid, order, lucie)
    _act(cancel, order, lucie, reason="Doublon interne")
    shown = page()
    assert "Cette commande est annulée." in shown
    for secret in ("Lucie", "difficile", "Doublon"):
        assert secret not in shown


def test_pick_up_says_when_it_is_ready(scene: Scene, anne: Customer, lucie: Actor) -> None:
    anne.add(scene.bowl)
    ways = {"delivery": str(scene.pickup.id), "payment": str(scene.at_pickup.id)}
    order = anne.order(scene, **ways)
    waiting = anne.get(f"order/{order.token}/").content.decode()
    assert "Votre commande est en préparation." in waiting
    assert "Vous payez au retrait de votre commande" in waiting
    _act(mark_ready, order, lucie, send_mail=False)
    assert (
        "Votre commande est prête à retirer." in anne.get(f"order/{order.token}/").content.decode()
    )
    _act(complete, order, lucie)
    collected = anne.get(f"order/{order.token}/").content.decode()
    assert "Vous avez retiré votre commande." in collected
    assert "il reste à payer" in collected
    assert "au retrait de votre commande" not in collected


def test_who_collects_is_told_where(scene: Scene, anne: Customer) -> None:
    with write():
        Shop.objects.filter(id=scene.shop.id).update(legal_address="12 rue des Potiers\n69001 Lyon")
        DeliveryMethod.objects.filter(id=scene.pickup.id).update(
            descriptions={"fr": "Du mardi au samedi"}
        )
    anne.add(scene.bowl)
    anne.check_out(scene, delivery=str(scene.pickup.id), payment=str(scene.at_pickup.id))
    assert "Du mardi au samedi" in anne.get("checkout/review/").content.decode()
    page = anne.client.get(anne.confirm()["Location"]).content.decode()
    assert "12 rue des Potiers<br>69001 Lyon" in page


def test_where_the_shop_is_is_told_until_the_goods_are_collected(
    scene: Scene, anne: Customer, lucie: Actor
) -> None:
    """A shop that has moved has the goods with it; a collected order leads nowhere any more."""
    anne.add(scene.bowl)
    ways = {"delivery": str(scene.pickup.id), "payment": str(scene.at_pickup.id)}
    order = anne.order(scene, **ways)
    with write():
        Shop.objects.filter(id=scene.shop.id).update(legal_address="3 quai Neuf\n69002 Lyon")
    assert "3 quai Neuf" in anne.get(f"order/{order.token}/").content.decode()
    _act(complete, order, lucie)
    assert "3 quai Neuf" not in anne.get(f"order/{order.token}/").content.decode()


def test_the_thank_you_is_said_once(anne: Customer, page: Callable[[], str], order: Order) -> None:
    assert "order-thanks" not in page()
    shown = anne.get(f"order/{order.token}/?thanks=1").content.decode()
    assert "Merci, <bdi>Anne Dupont</bdi>. Une confirmation part à l’adresse" in shown
    assert "<bdi>anne@example.com</bdi>" in shown


def test_the_page_takes_a_fixed_number_of_statements(
    anne: Customer, order: Order, lucie: Actor, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(7):  # what is in parcels is asked only where there are some
        anne.get(f"order/{order.token}/")
    later = utc_now() + timedelta(hours=1)
    _act(mark_paid, order, lucie, amount=100)
    _act(mark_paid, order, lucie)
    add_parcel(
        shop_id=order.shop_id,
        order_id=order.id,
        tracking_number="A1",
        carrier="",
        quantities=None,
        send_mail=False,
        actor=lucie,
        now=later,
    )
    with django_assert_num_queries(8):
        anne.get(f"order/{order.token}/")
