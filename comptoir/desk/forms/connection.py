"""A provider's keys as they are typed. What is kept is never shown again."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from comptoir.payments.providers.interface import KeyField, Provider
from comptoir.ui.fields import SAYS_ITSELF

LONGEST = 500


class ConnectionForm(forms.Form):
    """mode, and one field for each key that the provider asks for; empty keeps what is kept."""

    mode = forms.ChoiceField(
        label=_("Mode"),
        widget=forms.RadioSelect,
        choices=[
            ("test", _("Test: with the provider's play money")),
            ("live", _("Live: customers pay real money")),
        ],
    )

    def __init__(self, provider: Provider, kept: dict[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.provider, self.kept = provider, kept
        for key in provider.keys:
            self.fields[key.name] = _field(key, kept.get(key.name, ""))

    def keys(self) -> dict[str, str]:
        """What was typed, and what was kept where nothing was."""
        typed = {key.name: self.cleaned_data[key.name].strip() for key in self.provider.keys}
        found = {name: value or self.kept.get(name, "") for name, value in typed.items()}
        return {name: value for name, value in found.items() if value}

    @property
    def test(self) -> bool:
        return bool(self.cleaned_data["mode"] == "test")


def _field(key: KeyField, kept: str) -> forms.CharField:
    shown = _("kept, ending in %(end)s") % {"end": kept[-4:]} if kept else ""
    widget = forms.TextInput(
        {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}
        | ({"placeholder": shown} if shown else {})
    )
    field = forms.CharField(
        label=str(key.label),
        help_text=str(key.help),
        required=False,
        max_length=LONGEST,
        widget=widget,
    )
    # The page says what an empty one means: the key that is there stays.
    setattr(field, SAYS_ITSELF, True)
    return field
