"""The forms of the account pages, in the words that all other pages use."""

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """Who signs in, by e-mail and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields, login=_("E-mail"))


class PasswordResetForm(ResetPasswordForm):  # type: ignore[misc]  # allauth ships no types
    """Where the link to a new password goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields, email=_("E-mail"))


class NewPasswordForm(ResetPasswordKeyForm):  # type: ignore[misc]  # allauth ships no types
    """The password that takes the place of a forgotten one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self.fields, password1=_("New password"), password2=_("New password, once more"))


class OtherPasswordForm(ChangePasswordForm):  # type: ignore[misc]  # allauth ships no types
    """The password that takes the place of a known one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(
            self.fields,
            oldpassword=_("Current password"),
            password1=_("New password"),
            password2=_("New password, once more"),
        )


def _say(fields: dict[str, forms.Field], **labels: Any) -> None:
    """Fields are called like every other of their kind; no field says its label twice."""
    for name, label in labels.items():
        fields[name].label = label
    for field in fields.values():
        field.widget.attrs.pop("placeholder", None)
