"""A dated VAT rate."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comptoir.desk.forms.choices import country_choices
from comptoir.desk.setup_page import TAX_CLASSES
from comptoir.shops.models import Shop
from comptoir.ui.forms import QuickSelect


class RateForm(forms.Form):
    tax_class = forms.ChoiceField(
        label=_("Tax class"), choices=[one for one in TAX_CLASSES if one[0] != "none"]
    )
    country = forms.ChoiceField(label=_("Country"), widget=QuickSelect)
    valid_from = forms.DateField(
        label=_("Valid from"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    rate = forms.CharField(
        label=_("Rate in percent"),
        max_length=8,
        widget=forms.TextInput({"inputmode": "decimal", "autocomplete": "off"}),
    )

    def __init__(self, shop: Shop, data: Any = None) -> None:
        super().__init__(data, initial={"country": shop.country})
        self.fields["country"].choices = country_choices()  # type: ignore[attr-defined]  # a choice field

    def clean_rate(self) -> int:
        """Thousandths of a percent."""
        typed = str(self.cleaned_data["rate"]).replace(",", ".").strip(" %\u00a0")
        try:
            rate = Decimal(typed) * 1000
        except ArithmeticError:  # no number, or one beyond all bounds
            rate = Decimal("NaN")
        if not rate.is_finite() or rate != rate.to_integral_value():
            raise forms.ValidationError(_("Enter a percentage such as 5.5."), code="rate")
        return int(rate)
