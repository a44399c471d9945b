"""How much one address may do in an hour."""

from datetime import timedelta

import pytest
from django.test import RequestFactory

from comptoir.baskets.actions.add_to_basket import add_to_basket
from comptoir.baskets.errors import NotOffered
from comptoir.core.database import write
from comptoir.core.models import Tally
from comptoir.core.tally import HOUR, Limit, attempt, count, forget_old_tallies, within
from comptoir.orders.models import Order
from comptoir.shops.models import Shop
from comptoir.storefront import limits
from tests.factories import NOW
from tests.storefront.scene import Customer, Scene, customer_of

pytestmark = pytest.mark.django_db


def _ready(scene: Scene, address: str, email: str) -> Customer:
    who = customer_of(scene, REMOTE_ADDR=address)
    who.add(scene.bowl)
    who.check_out(scene, email=email)
    return who


def test_orders_from_one_network_address_end_with_a_word(scene: Scene) -> None:
    with write():
        Shop.objects.filter(id=scene.shop.id).update(orders_per_hour=2)
    for number in range(2):
        assert _ready(scene, "192.0.2.1", f"a{number}@example.com").confirm().status_code == 302
    late = _ready(scene, "192.0.2.1", "late@example.com")
    answer = late.confirm()
    assert answer.status_code == 429
    assert answer["Retry-After"] == "3600"
    assert "votre panier est conservé" in answer.content.decode()
    assert "store-basket-count" in answer.content.decode()
    assert _ready(scene, "192.0.2.2", "elsewhere@example.com").confirm().status_code == 302
    assert Order.objects.count() == 3


def test_orders_of_one_email_end_too(scene: Scene) -> None:
    with write():
        Shop.objects.filter(id=scene.shop.id).update(orders_per_hour=1)
    assert _ready(scene, "192.0.2.1", "anne@example.com").confirm().status_code == 302
    assert _ready(scene, "192.0.2.2", "anne@example.com").confirm().status_code == 429


def test_a_second_press_is_not_counted_against_anyone(scene: Scene) -> None:
    with write():
        Shop.objects.filter(id=scene.shop.id).update(orders_per_hour=1)
    who = _ready(scene, "192.0.2.1", "anne@example.com")
    form = who.review_form()
    assert [who.confirm(form).status_code for _ in range(3)] == [302, 302, 302]


def test_baskets_from_one_address_end_and_one_that_is_begun_goes_on(
    scene: Scene, anne: Customer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "BASKETS_PER_HOUR", 1)
    assert anne.add(scene.bowl).status_code == 302
    assert anne.add(scene.blue).status_code == 302
    assert customer_of(scene).add(scene.bowl).status_code == 429


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("", "nonsense", True),
    ],
)
def test_an_address_is_what_one_customer_has(one: str, other: str, same: bool) -> None:
    first = limits.limit(RequestFactory().get("/", REMOTE_ADDR=one), "x", 2)
    second = limits.limit(RequestFactory().get("/", REMOTE_ADDR=other), "x", 2)
    assert (first == second) is same
    assert [attempt(first, NOW) for _ in range(3)] == [True, True, False]
    assert attempt(second, NOW) is not same


def test_an_hour_later_it_may_be_done_again_and_what_is_over_is_forgotten() -> None:
    once = Limit("x", 1)
    assert attempt(once, NOW)
    assert not attempt(once, NOW + HOUR - timedelta(seconds=1))
    assert attempt(once, NOW + HOUR)
    assert not attempt(once, NOW + HOUR)
    forget_old_tallies(NOW + 2 * HOUR + timedelta(seconds=1))
    assert not Tally.objects.exists()


def test_what_is_refused_is_not_counted(scene: Scene) -> None:
    limit = Limit("x", 1)
    with pytest.raises(RuntimeError):
        count(limit, NOW)
    with pytest.raises(NotOffered):
        add_to_basket(
            shop_id=scene.shop.id, token="", variant_id=0, quantity=1, now=NOW, limit=limit
        )
    assert within(limit, NOW)
