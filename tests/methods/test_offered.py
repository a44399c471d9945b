"""Which ways to receive and to pay customers are offered, and what is refused at set-up."""

from dataclasses import replace
from typing import Any

import pytest

from comptoir.core.actor import Actor
from comptoir.core.errors import Conflict, Forbidden, Invalid, NotFound
from comptoir.core.models import Event
from comptoir.methods.actions.add_delivery_method import add_delivery_method
from comptoir.methods.actions.add_payment_method import add_payment_method
from comptoir.methods.actions.change_delivery_method import change_delivery_method
from comptoir.methods.actions.delete_delivery_method import delete_delivery_method
from comptoir.methods.actions.reorder_delivery_methods import reorder_delivery_methods
from comptoir.methods.actions.switch_payment_method import switch_payment_method
from comptoir.methods.details import DeliveryDetails, PaymentDetails
from comptoir.methods.models import DeliveryMethod, PaymentMethod
from comptoir.methods.queries import delivery_choices, delivery_countries, payment_choices
from comptoir.shops.models import Shop
from comptoir.shops.rights import ALL, SETUP
from tests.factories import NOW, make_delivery, make_order, make_payment, make_shop, member_of

DHL = DeliveryDetails(names={"fr": "DHL"}, price=490, countries=["FR", "DE"], carrier="dhl")
TRANSFER = PaymentDetails(kind="bank_transfer", names={"fr": "Virement"})


def names(choices: Any) -> list[str]:
    return [choice.method.names["fr"] for choice in choices]


def add(shop: Shop, staff: Actor, details: DeliveryDetails = DHL, **changed: Any) -> DeliveryMethod:
    return add_delivery_method(
        shop_id=shop.id, details=replace(details, **changed), actor=staff, now=NOW
    )


def test_country_weight_and_order_decide(shop: Shop, staff: Actor) -> None:
    add(shop, staff, names={"fr": "Lettre"}, price_rule="weight", tiers=[(250, 300)])
    add(shop, staff)
    add(shop, staff, names={"fr": "Retrait"}, pickup=True, price=0)
    add(shop, staff, names={"fr": "Éteint"}, active=False)
    make_delivery(make_shop(), names={"fr": "Ailleurs"})
    assert names(delivery_choices(shop.id, "FR", 1000, 250)) == ["Lettre", "DHL", "Retrait"]
    assert names(delivery_choices(shop.id, "FR", 1000, 251)) == ["DHL", "Retrait"]
    assert names(delivery_choices(shop.id, "US", 1000, 100)) == ["Retrait"]
    assert delivery_countries(shop.id) == frozenset({"FR", "DE"})
    add(shop, staff, countries=[])
    assert delivery_countries(shop.id) is None


def test_only_active_connected_ways_to_pay_that_go_with_it(shop: Shop, staff: Actor) -> None:
    parcel, pickup = make_delivery(shop), make_delivery(shop, pickup=True)
    transfer = make_payment(shop)
    make_payment(shop, iban="", names={"fr": "Sans compte"})
    make_payment(shop, iban="FR7630006000011234567890180", names={"fr": "Faux compte"})
    make_payment(shop, holder=" ", names={"fr": "Sans titulaire"})
    cash = make_payment(shop, kind="cash_on_delivery")
    counter = make_payment(shop, kind="pay_at_pickup")
    make_payment(shop, active=False)
    other = add_payment_method(
        shop_id=shop.id,
        details=PaymentDetails("other", {"fr": "Chèque"}, delivery_method_ids=[parcel.id]),
        actor=staff,
        now=NOW,
    )
    assert payment_choices(shop.id, parcel.id) == [transfer, cash, other]
    assert payment_choices(shop.id, pickup.id) == [transfer, counter]
    assert payment_choices(shop.id, None) == [transfer, cash, counter, other]
    assert payment_choices(shop.id, make_delivery(make_shop()).id) == []


def test_choices_take_a_fixed_number_of_statements(
    shop: Shop, staff: Actor, django_assert_num_queries: Any
) -> None:
    for _ in range(12):
        delivery = make_delivery(shop)
        make_payment(shop)
    for statements in (2, 1):
        with django_assert_num_queries(statements):
            assert len(delivery_choices(shop.id, "FR", 1000, 0)) == 12
    for statements in (5, 2):
        with django_assert_num_queries(statements):
            assert len(payment_choices(shop.id, delivery.id)) == 12


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"names": {"en": "only English"}}, "names"),
        ({"names": {"fr": "a\x00b"}}, "names"),
        ({"price": -1}, "price"),
        ({"price_rule": "moon"}, "price_rule"),
        ({"price_rule": "weight", "tiers": [(5, 1), (3, 2)]}, "tiers"),
        ({"price_rule": "value", "tiers": []}, "tiers"),
        ({"free_from": -5}, "free_from"),
        ({"countries": ["FR", "XX"]}, "countries"),
        ({"tax_class": "luxury"}, "tax_class"),
        ({"days_min": 5, "days_max": 2}, "days_max"),
        ({"carrier": "nobody"}, "carrier"),
        ({"tracking_address": "https://x.example/"}, "tracking_address"),
    ],
)
def test_what_can_not_be_taken_is_refused(
    shop: Shop, staff: Actor, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        add(shop, staff, **changed)
    assert refused.value.field == field
    assert refused.value.message
    assert not DeliveryMethod.objects.exists()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": "magic beans"}, "kind"),
        ({"iban": "FR7630006000011234567890180"}, "iban"),
        ({"bic": "NOT A BIC"}, "bic"),
        ({"fee": -1}, "fee"),
    ],
)
def test_accounts_are_checked(
    shop: Shop, staff: Actor, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        add_payment_method(
            shop_id=shop.id, details=replace(TRANSFER, **changed), actor=staff, now=NOW
        )
    assert refused.value.field == field


def test_what_comes_first_follows_the_kind_unless_said(shop: Shop, staff: Actor) -> None:
    for kind, said, held in (
        ("bank_transfer", None, True),
        ("cash_on_delivery", None, False),
        ("bank_transfer", False, False),
    ):
        details = PaymentDetails(kind, {"fr": kind}, beforehand=said)
        made = add_payment_method(shop_id=shop.id, details=details, actor=staff, now=NOW)
        assert made.beforehand is held


def test_every_write_needs_the_right_and_leaves_an_event(shop: Shop, staff: Actor) -> None:
    with pytest.raises(Forbidden):
        add(shop, member_of(shop, ALL - {SETUP}))
    with pytest.raises(Forbidden):
        add(shop, member_of(make_shop()))
    method = add(shop, staff)
    change_delivery_method(
        shop_id=shop.id, method_id=method.id, details=replace(DHL, price=590), actor=staff, now=NOW
    )
    event = Event.objects.get(kind="delivery_method.changed")
    assert (event.before, event.after) == ({"price": 490}, {"price": 590})
    other = make_shop()
    with pytest.raises(NotFound):
        change_delivery_method(
            shop_id=other.id, method_id=method.id, details=DHL, actor=member_of(other), now=NOW
        )


def test_a_deleted_method_stays_with_its_orders(shop: Shop, staff: Actor) -> None:
    method = add(shop, staff)
    order = make_order(shop, delivery=method)
    delete_delivery_method(shop_id=shop.id, method_id=method.id, actor=staff, now=NOW)
    order.refresh_from_db()
    assert order.delivery_as_was["carrier"] == "dhl"
    assert delivery_choices(shop.id, "FR", 1000, 0) == []
    with pytest.raises(NotFound):
        delete_delivery_method(shop_id=shop.id, method_id=method.id, actor=staff, now=NOW)


def test_an_order_must_name_every_method(shop: Shop, staff: Actor) -> None:
    ids = [add(shop, staff).id for _ in range(3)]
    reorder_delivery_methods(shop_id=shop.id, ids=ids[::-1], actor=staff, now=NOW)
    positions = DeliveryMethod.objects.order_by("position").values_list("id", flat=True)
    assert list(positions) == ids[::-1]
    for wrong in (ids[:2], [*ids, ids[0]], [*ids[:2], 10**12]):
        with pytest.raises(Conflict):
            reorder_delivery_methods(shop_id=shop.id, ids=wrong, actor=staff, now=NOW)


def test_switching_twice_is_one_event(shop: Shop, staff: Actor) -> None:
    method = make_payment(shop)
    for _ in range(2):
        switch_payment_method(
            shop_id=shop.id, method_id=method.id, active=False, actor=staff, now=NOW
        )
    assert Event.objects.filter(kind="payment_method.switched_off").count() == 1
    assert not PaymentMethod.objects.get().active
