"""Forms of the storefront share their fields; what one changes, no other sees."""

from copy import deepcopy

import pytest
from django import forms

from comptoir.storefront.forms.checkout import CheckoutForm
from comptoir.storefront.forms.light import LightFields
from tests.storefront.scene import Customer, Scene

pytestmark = pytest.mark.once


def test_a_field_that_is_taken_is_ones_own() -> None:
    fields = LightFields(city=forms.CharField(required=False), name=forms.CharField())
    one, other = deepcopy(fields), deepcopy(fields)
    mine = one.own("city")
    mine.required = True
    mine.error_messages["required"] = "Where?"
    mine.widget.attrs["class"] = "wide"
    assert one["city"] is mine
    for shared in (fields["city"], other["city"]):
        assert not shared.required
        assert shared.error_messages["required"] != "Where?"
        assert "class" not in shared.widget.attrs
    assert one["name"] is other["name"] is fields["name"]


def test_what_one_country_asks_for_is_asked_for_there_only(scene: Scene, anne: Customer) -> None:
    anne.add(scene.bowl)
    first = CheckoutForm.base_fields
    before = {name: (field.required, dict(field.error_messages)) for name, field in first.items()}
    assert anne.post("checkout/", scene.typed(street="", city="")).status_code == 422
    assert anne.post("checkout/", {**scene.typed(), "delivery": scene.pickup.id}).status_code == 302
    assert before == {
        name: (field.required, field.error_messages)
        for name, field in CheckoutForm.base_fields.items()
    }
