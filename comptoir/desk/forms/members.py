"""Members: inviting them, their rights, and joining."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from comptoir.core.actor import Actor
from comptoir.shops.rights import ALL, LABELS


def in_words(rights: Collection[str]) -> str:
    """The rights in the reader's language, in their order; all of them in two words."""
    if frozenset(rights) >= ALL:
        return gettext("All rights")
    return ", ".join(str(LABELS[right]) for right in LABELS if right in rights)


class RightsForm(forms.Form):
    """Offers only rights that who gives them holds; `kept` are others, which stay as they are."""

    def __init__(
        self, *args: Any, actor: Actor, kept: frozenset[str] = frozenset(), **named: Any
    ) -> None:
        super().__init__(*args, **named)
        self.fields["rights"] = rights = forms.MultipleChoiceField(
            label=_("May"),
            choices=[(name, label) for name, label in LABELS.items() if actor.may(name)],
            required=not kept,
            widget=forms.CheckboxSelectMultiple,
        )
        self.kept = kept
        if kept:
            rights.help_text = gettext(
                "Stays as it is, because you don't hold it yourself: %(rights)s"
            ) % {"rights": in_words(kept)}

    def chosen(self) -> frozenset[str]:
        return self.kept | frozenset(self.cleaned_data["rights"])


class InviteForm(RightsForm):
    email = forms.EmailField(
        label=_("E-mail"), help_text=_("A link to join goes there; it works for seven days.")
    )


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
