"""The first account and its shop, on one page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comptoir.desk.forms.shop import ShopForm
from comptoir.shops.models import Account
from comptoir.shops.queries import account_signing_in_with


class FirstRunForm(ShopForm):
    email = forms.EmailField(
        label=_("Your e-mail"), widget=forms.EmailInput({"autocomplete": "username"})
    )
    person = forms.CharField(
        label=_("Your name"),
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("Ten characters at least."),
    )
    field_order = ("email", "person", "password", "name", "slug")

    def details(self) -> dict[str, Any]:
        """What `first_run` asks for, besides the time."""
        values = self.cleaned_data
        who = {"email": values["email"], "password": values["password"], "name": values["person"]}
        return super().details() | who

    def account(self) -> Account:
        """The account that was just made."""
        return account_signing_in_with(self.cleaned_data["email"])
