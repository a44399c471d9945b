"""A new shop."""

from typing import Any

from babel.numbers import get_territory_currencies
from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from comptoir.desk.forms.choices import (
    country_choices,
    currency_choices,
    language_name,
    zone_choices,
)
from comptoir.ui.forms import QuickSelect

LANGUAGES = dict(settings.LANGUAGES)


class ShopForm(forms.Form):
    """Name and address part of a shop, and where it sells from."""

    name = forms.CharField(label=_("Name of the shop"), max_length=100)
    slug = forms.CharField(
        label=_("Address"),
        max_length=40,
        help_text=_("The part of the web address after the slash: small letters, digits, hyphens."),
    )
    country = forms.ChoiceField(label=_("Country"), widget=QuickSelect)
    currency = forms.ChoiceField(
        label=_("Currency"),
        widget=QuickSelect,
        help_text=_("It can be changed until the first order comes."),
    )
    zone = forms.ChoiceField(label=_("Time zone"), widget=QuickSelect)
    language = forms.ChoiceField(
        label=_("First language"),
        choices=[(code, language_name(code)) for code in LANGUAGES],
        help_text=_(
            "Mails to you are written in it, and texts without a translation fall back to it."
        ),
    )

    def __init__(self, data: Any = None, **named: Any) -> None:
        super().__init__(data, **named)
        french = (get_language() or "en").startswith("fr")
        self.fields["country"].choices = country_choices()  # type: ignore[attr-defined]  # a choice field
        self.fields["currency"].choices = currency_choices()  # type: ignore[attr-defined]  # a choice field
        self.fields["zone"].choices = zone_choices()  # type: ignore[attr-defined]  # a choice field
        first = "FR" if french else "GB"
        self.fields["country"].initial = first
        self.fields["currency"].initial = get_territory_currencies(first)[0]
        self.fields["zone"].initial = "Europe/Paris" if french else "Europe/London"
        self.fields["language"].initial = "fr" if french else "en"

    def details(self) -> dict[str, Any]:
        """What `create_shop` asks for, besides owner and time."""
        values = self.cleaned_data
        first = values["language"]
        return {
            "slug": values["slug"].strip().lower(),
            "names": {first: values["name"].strip()},
            "currency": values["currency"],
            "country": values["country"],
            "zone": values["zone"],
            "languages": [first, *(code for code in LANGUAGES if code != first)],
        }
