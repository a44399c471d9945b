"""The forms of the account pages, in the words that all other pages use."""

from typing import Any

from allauth.account.forms import LoginForm, ResetPasswordForm
from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """Who signs in, by e-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields, "login")


class PasswordResetForm(ResetPasswordForm):  # type: ignore[misc]  # allauth ships no types
    """Where the link to a new password goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields, "email")


def _say(fields: dict[str, forms.Field], email: str) -> None:
    """The field is called like every other of its kind; no field says its label twice."""
    fields[email].label = _("E-mail")
    for field in fields.values():
        field.widget.attrs.pop("placeholder", None)
