"""The account of who is signed in."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from comptoir.desk.forms.choices import language_name


class AccountForm(forms.Form):
    """What the history calls somebody, and the language of their desk."""

    name = forms.CharField(
        label=_("Name"),
        max_length=100,
        required=False,
        help_text=_("The history of orders shows it to the shop's other members."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the desk"),
        choices=[(code, language_name(code)) for code, _name in settings.LANGUAGES],
    )
