"""The set-up pages of delivery and payment methods, as a browser without scripts sees them."""

import pytest
from django.test import Client

from comptoir.methods.models import DeliveryMethod, PaymentMethod
from comptoir.shops.models import Shop
from tests.factories import make_delivery, make_payment, make_shop

DELIVERY = "/desk/lune/settings/delivery/"
PAYMENT = "/desk/lune/settings/payment/"
DHL = {
    "names_fr": "Colis DHL",
    "names_en": "DHL parcel",
    "active": "on",
    "price_rule": "flat",
    "price": "4,90",
    "tax_class": "standard",
    "countries": ["FR", "DE"],
    "carrier": "dhl",
}


def test_a_delivery_method_is_added_and_opened_again(desk: Client, shop: Shop) -> None:
    answer = desk.post(f"{DELIVERY}add/", DHL)
    assert answer.status_code == 302
    method = DeliveryMethod.objects.get()
    assert (method.price, method.countries, method.carrier) == (490, ["DE", "FR"], "dhl")
    page = desk.get(f"{DELIVERY}{method.id}/").content.decode()
    assert 'value="FR" checked' in page
    assert 'value="IT" checked' not in page
    assert "verfolgen.html?piececode=00340434292135100186" in page
    assert "Colis DHL" in desk.get(DELIVERY).content.decode() or "DHL parcel" in page


def test_one_more_step_keeps_what_was_typed_and_saves_nothing(desk: Client, shop: Shop) -> None:
    typed = DHL | {"price_rule": "weight", "tiers-rows": "2", "t0-limit": "250", "t0-price": "oops"}
    answer = desk.post(f"{DELIVERY}add/", typed | {"tiers-more": "1"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="t2-limit"' in page
    assert 'value="oops"' in page
    assert "has-error" not in page
    assert not DeliveryMethod.objects.exists()


def test_steps_by_weight_are_saved_and_drawn_again(desk: Client, shop: Shop) -> None:
    typed = DHL | {"price_rule": "weight", "tiers-rows": "3"}
    typed |= {"t0-limit": "250", "t0-price": "3.50", "t1-price": "8", "t2-limit": ""}
    assert desk.post(f"{DELIVERY}add/", typed).status_code == 302
    method = DeliveryMethod.objects.get()
    assert method.tiers == [[250, 350], [None, 800]]
    page = desk.get(f"{DELIVERY}{method.id}/").content.decode()
    assert 'name="t0-limit" value="250"' in page


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("tracking_address", "https://x.example/track", "{number}"),
        ("tracking_address", "ftp://x.example/{number}", "https://"),
        ("price", "much", "amount"),
        ("names_fr", "", "Fill in"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    desk: Client, shop: Shop, field: str, value: str, said: str
) -> None:
    answer = desk.post(f"{DELIVERY}add/", DHL | {field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "has-error" in page
    assert not DeliveryMethod.objects.exists()


def test_order_switch_and_deletion(desk: Client, shop: Shop) -> None:
    first, second = make_delivery(shop, position=0), make_delivery(shop, position=1)
    desk.post(f"{DELIVERY}{second.id}/move/", {"step": "up"})
    order = DeliveryMethod.objects.order_by("position").values_list("id", flat=True)
    assert list(order) == [second.id, first.id]
    desk.post(f"{DELIVERY}{first.id}/switch/", {"active": "no"})
    first.refresh_from_db()
    assert not first.active
    assert desk.get(f"{DELIVERY}{first.id}/delete/").status_code == 200
    assert desk.post(f"{DELIVERY}{first.id}/delete/").status_code == 302
    assert desk.get(f"{DELIVERY}{first.id}/").status_code == 404


def test_an_account_is_checked_and_kept_compact(desk: Client, shop: Shop) -> None:
    typed = {"kind": "bank_transfer", "names_fr": "Virement", "fee_tax_class": "standard"}
    typed |= {"active": "on", "holder": "Atelier Lune", "iban": "FR76 3000 6000 0112 3456 7890 180"}
    answer = desk.post(f"{PAYMENT}add/", typed)
    assert answer.status_code == 422
    assert "IBAN" in answer.content.decode()
    typed["iban"] = "FR76 3000 6000 0112 3456 7890 189"
    assert desk.post(f"{PAYMENT}add/", typed).status_code == 302
    method = PaymentMethod.objects.get()
    assert method.iban == "FR7630006000011234567890189"
    assert method.beforehand
    page = desk.get(f"{PAYMENT}{method.id}/").content.decode()
    assert "FR76 3000 6000 0112 3456 7890 189" in page


def test_the_list_says_what_is_not_connected(desk: Client, shop: Shop) -> None:
    make_payment(shop, iban="")
    page = desk.get(PAYMENT).content.decode()
    assert "Not connected" in page
    assert "Customers are not offered it." in page


def test_another_shops_methods_are_not_found(desk: Client, shop: Shop) -> None:
    other = make_shop()
    delivery, payment = make_delivery(other), make_payment(other)
    for path in (f"{DELIVERY}{delivery.id}/", f"{PAYMENT}{payment.id}/"):
        assert desk.get(path).status_code == 404
        for act in ("", "switch/", "move/", "delete/"):
            assert desk.post(f"{path}{act}").status_code == 404


@pytest.mark.parametrize("kind", ["delivery", "payment"])
def test_an_empty_list_has_its_one_button_where_the_eye_is(
    desk: Client, shop: Shop, kind: str
) -> None:
    address = f"/desk/lune/settings/{kind}/"
    empty = desk.get(address).content.decode()
    assert empty.count(f'href="{address}add/"') == 1
    assert empty.index('class="empty') < empty.index(f'href="{address}add/"')
    make_delivery(shop)
    make_payment(shop)
    assert desk.get(address).content.decode().count(f'href="{address}add/"') == 1
