"""What is typed at checkout: checked by the country's rules, kept as typed, told beside the field."""

import re
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from comptoir.baskets.models import Basket
from comptoir.core.countries import countries, known_countries
from comptoir.core.texts import has_controls
from comptoir.orders.models import Order
from comptoir.storefront.forms.checks import address_faults, phone_fits, vat_number_fits
from comptoir.storefront.postal import country_options, postal_rules
from tests.storefront.scene import Customer, Scene, customer_of


def _faults(page: str) -> dict[str, str]:
    found = re.findall(r'id="id_(\w+?)_error">.*?<span>(.*?)</span>', page, re.DOTALL)
    return {name: unescape(text) for name, text in found}


def _value(page: str, name: str) -> str:
    found = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    assert found is not None
    value = re.search(r'value="([^"]*)"', found[0])
    return unescape(value[1]) if value else ""


def test_everything_missing_is_told_beside_its_field(scene: Scene, anne: Customer) -> None:
    anne.add(scene.bowl)
    answer = anne.post("checkout/", {"country": "FR"})
    assert answer.status_code == 422
    faults = _faults(answer.content.decode())
    assert set(faults) == {"email", "name", "street", "postal_code", "city", "terms"}
    assert faults["postal_code"] == "Indiquez le code postal."
    assert "Choisissez comment recevoir votre commande." in answer.content.decode()
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("email", "anne@"),
        ("email", "anne@example.com\nBcc: all@example.com"),
        ("name", "An\x01ne"),
        ("name", "Anne\nDupont"),
        ("name", "A" * 101),
        ("phone", "12"),
        ("postal_code", "690"),
        ("vat_number", "FR 61 954 506 078"),
        ("street", "12\u2028rue"),
        ("note", "a\x00b\x07"),
        ("email", "anne@localhost"),
        ("email", "anne@[127.0.0.1]"),
        ("email", "andré@example.com"),
        ("email", f"anne@{'ü' * 70}.example"),
        ("email", "anne@example.com,bob@example.com"),
        ("email", "anne@example.com\r\nBcc: bob@example.com"),
        ("name", "\u200b\u200e"),
        ("name", "Anne \u202etnopuD"),
        ("note", "x" * 2001),
        ("country", "DE"),
        ("country", "ZZ"),
        ("country", "../"),
    ],
)
def test_what_can_not_be_right_is_refused_and_stays(
    scene: Scene, anne: Customer, field: str, typed: str
) -> None:
    anne.add(scene.bowl)
    answer = anne.check_out(scene, **{field: typed})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert field in _faults(page)
    assert _value(page, "city") == "Lyon"
    assert anne.get("checkout/review/").status_code == 302
    assert not Order.objects.exists()


def test_everything_typed_is_there_again_after_a_reload(scene: Scene, anne: Customer) -> None:
    anne.add(scene.bowl)
    anne.check_out(scene, email="broken@", name="  Zoë <b>", city="Saint-Étienne & Co")
    page = anne.get("checkout/").content.decode()
    assert _value(page, "email") == "broken@"
    assert _value(page, "name") == "  Zoë <b>"
    assert _value(page, "city") == "Saint-Étienne & Co"
    assert not _faults(page)
    assert re.search(rf'value="{scene.dhl.id}" checked', page)


def test_only_fields_of_the_form_are_kept(scene: Scene, anne: Customer) -> None:
    anne.add(scene.bowl)
    anne.check_out(scene, sneaky="x" * 10_000)
    assert "sneaky" not in Basket.objects.get().checkout


def test_what_was_typed_does_not_stay_in_the_basket_of_an_order(
    scene: Scene, anne: Customer
) -> None:
    anne.add(scene.bowl)
    order = anne.order(scene)
    assert order.basket is not None
    assert order.basket.checkout == {}


def test_the_country_shows_what_is_offered_there(scene: Scene, anne: Customer) -> None:
    anne.add(scene.bowl)
    page = anne.post("checkout/", {"country": "BE", "update": "1", "email": "half"})
    assert page.status_code == 200
    shown = page.content.decode()
    assert '<option value="BE" selected>Belgique' in shown
    assert _value(shown, "email") == "half"
    assert "DHL" in shown
    assert not _faults(shown)
    assert "Allemagne" not in re.findall(r"<select[^>]*id_country.*?</select>", shown, re.S)[0]


def test_ways_to_pay_follow_the_way_to_receive(scene: Scene, anne: Customer) -> None:
    anne.add(scene.bowl)
    ways = {"country": "FR", "update": "1"}
    first = anne.post("checkout/", ways).content.decode()
    assert 'name="payment"' not in first
    sent = anne.post("checkout/", {**ways, "delivery": scene.dhl.id}).content.decode()
    collected = anne.post("checkout/", {**ways, "delivery": scene.pickup.id}).content.decode()
    at_pickup = f'name="payment" value="{scene.at_pickup.id}"'
    assert at_pickup not in sent
    assert at_pickup in collected
    assert "aucune adresse de livraison" in collected


def test_billing_apart_is_checked_by_its_own_country(scene: Scene, anne: Customer) -> None:
    anne.add(scene.bowl)
    apart = {"billing_apart": "on", "billing_country": "BE", "billing_postal_code": "69002"}
    faults = _faults(anne.check_out(scene, **apart).content.decode())
    assert set(faults) == {"billing_name", "billing_street", "billing_city", "billing_postal_code"}
    ignored = {**apart, "billing_apart": ""}
    assert anne.check_out(scene, **ignored).status_code == 302


def test_without_terms_nothing_is_accepted(scene: Scene, anne: Customer) -> None:
    anne.add(scene.bowl)
    assert "terms" in _faults(anne.check_out(scene, terms="").content.decode())


def test_checkout_takes_a_fixed_number_of_statements(
    scene: Scene, anne: Customer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    anne.add(scene.bowl)
    anne.check_out(scene)
    anne.get("checkout/")
    anne.get("checkout/review/")
    with django_assert_num_queries(5):
        anne.get("checkout/")
    with django_assert_num_queries(8):
        anne.get("checkout/review/")
    anne.add(scene.white)
    anne.add(scene.blue)
    anne.get("checkout/")
    anne.get("checkout/review/")
    with django_assert_num_queries(5):
        anne.get("checkout/")
    with django_assert_num_queries(8):
        anne.get("checkout/review/")


def test_english_customers_read_english(scene: Scene) -> None:
    anne = customer_of(scene, "en")
    anne.add(scene.bowl)
    page = anne.post("checkout/", {"country": "FR"}).content.decode()
    assert (
        _faults(page)["email"]
        == "Enter your e\N{NON-BREAKING HYPHEN}mail address: the confirmation goes there."
    )
    anne.check_out(scene)
    assert "Order with obligation to pay" in anne.get("checkout/review/").content.decode()


@given(st.sampled_from(sorted(known_countries())))
@example("IE")
def test_every_country_has_rules_that_its_own_example_meets(country: str) -> None:
    rules = postal_rules(country)
    assert rules.required <= {"street", "postal_code", "city", "region"}
    if rules.example:
        assert rules.postal_code_fits(rules.example)
        assert rules.postal_code_fits(f" {rules.example.lower()} ")
    full = {"street": "1 Road", "city": "Town", "region": "Part", "postal_code": rules.example}
    assert address_faults(country, full) == {}
    assert set(address_faults(country, {})) == set(rules.required)


@given(st.text(max_size=30), st.sampled_from(["FR", "DE", "GR", "GB", "US", "", "ZZ"]))
def test_checks_never_fail_on_any_text(text: str, country: str) -> None:
    assert phone_fits(text, country) in {True, False}
    assert vat_number_fits(text, country) in {True, False}
    address_faults(country, {"postal_code": text})
    assert has_controls(text) in {True, False}


@pytest.mark.parametrize(
    ("text", "country", "fits"),
    [
        ("FR61954506077", "FR", True),
        ("61954506077", "FR", True),
        ("BE 0697.449.992", "FR", True),
        ("EL 094259216", "GR", True),
        ("094259216", "GR", True),
        ("FR61954506078", "FR", False),
        ("hello", "FR", False),
        ("CHE-107.787.577 MWST", "CH", True),
        ("GB 980 7806 84", "GB", True),
    ],
)
def test_vat_numbers(text: str, country: str, fits: bool) -> None:
    assert vat_number_fits(text, country) is fits


def test_countries_are_drawn_in_the_readers_language_and_once(db: None) -> None:
    assert ("DE", "Allemagne") in countries("fr")
    assert ("DE", "Germany") in countries("en")
    names = [name for _, name in countries("fr")]
    assert names.index("Égypte") < names.index("France")
    drawn = country_options("fr", frozenset({"FR", "BE"}), "FR")
    assert drawn.count("<option") == 2
    assert drawn.count("selected") == 1
    assert "selected" not in country_options("fr", frozenset({"FR"}), '"><script>')


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("email", "anne@münchen.example"),
        ("email", "anne@straße.example"),
        ("name", "مرحبا بالعالم"),
        ("name", "👩‍👩‍👧‍👦 Zoë O’Néill-Œuvre"),
        ("name", "李"),
        ("phone", "\u202d+33 6 12 34 56 78\u202c"),
    ],
)
def test_what_people_are_called_is_taken_as_it_is(
    scene: Scene, anne: Customer, field: str, typed: str
) -> None:
    anne.add(scene.bowl)
    assert anne.check_out(scene, **{field: typed}).status_code == 302
    anne.confirm()
    assert getattr(Order.objects.get(), field) == typed


def test_accents_before_the_at_are_told_apart_from_a_half_address(
    scene: Scene, anne: Customer
) -> None:
    anne.add(scene.bowl)
    page = unescape(anne.check_out(scene, email="andré@example.com").content.decode())
    assert "seules des lettres sans accent" in page
    assert "n’est pas complète" not in page


def test_everything_wrong_with_the_bill_is_told_at_once(scene: Scene, anne: Customer) -> None:
    anne.add(scene.bowl)
    answer = anne.check_out(scene, billing_apart="on", billing_country="ZZ")
    assert {"billing_name", "billing_street"} <= set(_faults(answer.content.decode()))
    assert 'id="id_billing_country_error"' in answer.content.decode()


def test_the_list_of_faults_is_set_as_french_is(scene: Scene, anne: Customer) -> None:
    anne.add(scene.bowl)
    page = anne.check_out(scene, name="").content.decode()
    assert '<a href="#id_name">Nom</a>\xa0: ' in page
