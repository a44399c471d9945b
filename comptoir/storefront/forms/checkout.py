"""The one page between basket and review."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from comptoir.orders.frozen import Address, Contact, PlaceDetails
from comptoir.storefront.choices import Choices
from comptoir.storefront.forms import checks, fields
from comptoir.storefront.forms.light import LightFields
from comptoir.storefront.postal import postal_rules

PARTS = ("street", "street2", "postal_code", "city", "region")
_POSTAL = {"spellcheck": "false", "autocapitalize": "characters"}


class CheckoutForm(forms.Form):
    """What a customer says at checkout. Bound also to what was kept with the basket."""

    use_required_attribute = False

    email = fields.email(_("E-mail"), _("Enter your e-mail address: the confirmation goes there."))
    name = fields.line(
        _("Name"),
        100,
        autocomplete="name",
        required=True,
        validators=[fields.some_letter],
        error_messages={"required": _("Enter your name.")},
    )
    phone = fields.line(
        _("Phone"),
        40,
        autocomplete="tel",
        help_text=_("For questions about the delivery."),
        attrs={"inputmode": "tel", "type": "tel"},
    )
    company = fields.line(_("Company"), 100, autocomplete="organization")
    vat_number = fields.line(_("VAT number"), 30, attrs=_POSTAL)

    country = forms.CharField(label=_("Country"), max_length=2)
    delivery = forms.CharField(label=_("Delivery"), max_length=20, required=False)
    recipient = fields.line(_("Recipient, if it is not you"), 100, autocomplete="shipping name")
    street = fields.line(_("Street and house number"), 120, autocomplete="shipping address-line1")
    street2 = fields.line(_("Flat, floor, building"), 120, autocomplete="shipping address-line2")
    postal_code = fields.line(
        _("Postal code"), 20, autocomplete="shipping postal-code", attrs=_POSTAL
    )
    city = fields.line(_("Town or city"), 80, autocomplete="shipping address-level2")
    region = fields.line(
        _("State, province or region"),
        80,
        autocomplete="shipping address-level1",
        attrs={"list": "regions"},
    )

    billing_apart = forms.BooleanField(label=_("The bill goes to another address"), required=False)
    billing_name = fields.line(_("Name"), 100, autocomplete="billing name")
    billing_company = fields.line(_("Company"), 100, autocomplete="billing organization")
    billing_street = fields.line(
        _("Street and house number"), 120, autocomplete="billing address-line1"
    )
    billing_street2 = fields.line(
        _("Flat, floor, building"), 120, autocomplete="billing address-line2"
    )
    billing_postal_code = fields.line(
        _("Postal code"), 20, autocomplete="billing postal-code", attrs=_POSTAL
    )
    billing_city = fields.line(_("Town or city"), 80, autocomplete="billing address-level2")
    billing_region = fields.line(
        _("State, province or region"),
        80,
        autocomplete="billing address-level1",
        attrs={"list": "billing-regions"},
    )
    billing_country = forms.CharField(label=_("Country"), max_length=2, required=False)

    payment = forms.CharField(label=_("Payment"), max_length=20, required=False)
    note = fields.paragraph(_("Note to the shop"), 2000)
    terms = forms.BooleanField(label=_("Terms"), required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        initial: Mapping[str, Any],
        choices: Choices,
        ask_terms: bool,
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self.choices = choices
        self.ask_terms = ask_terms
        if not choices.pickup:
            self._ask_for("", choices.country)
        # Told as needed while nothing was sent; asked for only where the box is ticked.
        if data is None or data.get("billing_apart"):
            self._ask_for("billing_", str(initial.get("billing_country") or choices.country))

    def _ask_for(self, prefix: str, country: str) -> None:
        fields = cast(LightFields, self.fields)
        for name in postal_rules(country).required:
            field = fields.own(prefix + name)
            field.required = True
            field.error_messages["required"] = checks.MISSING[name]

    def clean_country(self) -> str:
        country = str(self.cleaned_data["country"])
        if not self.choices.goes_to(country):
            raise forms.ValidationError(_("The shop does not deliver there."), "country")
        return country

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        self._methods()
        if not self.choices.pickup:
            self._address("", str(given.get("country", "")))
        if given.get("billing_apart"):
            self._billing()
        self._numbers()
        if self.ask_terms and not given.get("terms"):
            self.add_error("terms", _("Please accept the terms to order."))
        return given

    def _methods(self) -> None:
        if self.choices.delivery is None:
            gone = _("The delivery you chose is no longer offered. Choose another.")
            missing = _("Choose how you want to receive your order.")
            self.add_error("delivery", gone if self.cleaned_data.get("delivery") else missing)
        if self.choices.payment is None:
            gone = _("The way to pay you chose is no longer offered. Choose another.")
            missing = _("Choose how you want to pay.")
            self.add_error("payment", gone if self.cleaned_data.get("payment") else missing)

    def _address(self, prefix: str, country: str) -> None:
        parts = {name: str(self.cleaned_data.get(prefix + name) or "") for name in PARTS}
        for name, fault in checks.address_faults(country, parts).items():
            if prefix + name not in self.errors:
                self.add_error(prefix + name, str(fault))

    def _billing(self) -> None:
        country = str(self.cleaned_data.get("billing_country") or "")
        if not (self.cleaned_data.get("billing_name") or self.cleaned_data.get("billing_company")):
            self.add_error("billing_name", _("Enter a name."))
        if not self.choices.exists(country):
            self.add_error("billing_country", _("Choose a country."))
            return
        self._address("billing_", country)

    def _numbers(self) -> None:
        given = self.cleaned_data
        country = str(given.get("country") or "")
        phone, number = given.get("phone"), given.get("vat_number")
        if phone and not checks.phone_fits(phone, country):
            self.add_error("phone", _("This is not a telephone number. Or leave it out."))
        home = str(given.get("billing_country") or "") if given.get("billing_apart") else country
        if number and not checks.vat_number_fits(number, home):
            self.add_error(
                "vat_number",
                _(
                    "This VAT number is not right. Compare it digit by digit, and check the country."
                ),
            )

    def details(self, language: str) -> PlaceDetails:
        """What was said, as the order takes it; only after the form was found right."""
        given = self.cleaned_data
        delivery, payment = self.choices.delivery, self.choices.payment
        if delivery is None or payment is None:
            raise ValueError("asked for before the form was found right")
        return PlaceDetails(
            contact=Contact(
                given["email"], given["name"], given["phone"], given["company"], given["vat_number"]
            ),
            delivery=None if self.choices.pickup else self._delivery_address(),
            billing=self._billing_address() if given["billing_apart"] else None,
            delivery_method_id=delivery.method.id,
            payment_method_id=payment.id,
            note=given["note"].replace("\r\n", "\n"),
            language=language,
            terms_accepted=bool(given["terms"]) or not self.ask_terms,
        )

    def _delivery_address(self) -> Address:
        given = self.cleaned_data
        return Address(
            name=given["recipient"] or given["name"],
            company=given["company"],
            street=given["street"],
            street2=given["street2"],
            postal_code=given["postal_code"],
            city=given["city"],
            region=given["region"],
            country=given["country"],
        )

    def _billing_address(self) -> Address:
        given = self.cleaned_data
        return Address(
            name=given["billing_name"],
            company=given["billing_company"],
            street=given["billing_street"],
            street2=given["billing_street2"],
            postal_code=given["billing_postal_code"],
            city=given["billing_city"],
            region=given["billing_region"],
            country=given["billing_country"],
        )


def typed(data: Mapping[str, Any]) -> dict[str, str]:
    """The fields as they were typed, for keeping with the basket; nothing else gets in."""
    return {
        name: str(data[name])[:4000].replace("\x00", "")
        for name in CheckoutForm.base_fields
        if data.get(name)
    }


CheckoutForm.base_fields = LightFields(CheckoutForm.base_fields)
