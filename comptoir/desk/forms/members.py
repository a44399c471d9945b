"""Members: inviting them, their rights, and joining."""

from django import forms
from django.utils.translation import gettext_lazy as _

from comptoir.shops.rights import LABELS


class RightsForm(forms.Form):
    rights = forms.MultipleChoiceField(
        label=_("May"), choices=list(LABELS.items()), widget=forms.CheckboxSelectMultiple
    )


class InviteForm(RightsForm):
    email = forms.EmailField(
        label=_("E-mail"), help_text=_("A link to join goes there; it works for seven days.")
    )
    field_order = ("email", "rights")


class JoinForm(forms.Form):
    """A new account for somebody invited; the e-mail is the invitation's."""

    name = forms.CharField(
        label=_("Name"),
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("Ten characters at least."),
    )
