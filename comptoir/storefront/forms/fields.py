"""Inputs of the customer's forms: what may be typed, and how a phone helps typing it."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from comptoir.core.texts import has_controls

_BREAKS = re.compile("[\t\r\n\u2028\u2029]")


def no_controls(text: str) -> None:
    if has_controls(text):
        raise ValidationError(_("Please take out the characters that can't be shown."), "controls")


def one_line(text: str) -> None:
    if _BREAKS.search(text):
        raise ValidationError(_("Please write this on one line."), "line")


def line(
    label: StrOrPromise, longest: int, *, autocomplete: str = "", **given: Any
) -> forms.CharField:
    """A field of one line; what is typed is kept as typed."""
    attributes: dict[str, Any] = {"autocomplete": autocomplete or "off", **given.pop("attrs", {})}
    return forms.CharField(
        label=label,
        max_length=longest,
        required=given.pop("required", False),
        validators=[no_controls, one_line, *given.pop("validators", [])],
        widget=forms.TextInput(attrs=attributes),
        **given,
    )


def email(label: StrOrPromise, missing: StrOrPromise) -> forms.EmailField:
    return forms.EmailField(
        label=label,
        max_length=254,
        validators=[no_controls, one_line],
        error_messages={"required": missing, "invalid": _("This e-mail address is not complete.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )


def paragraph(label: StrOrPromise, longest: int, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=False,
        validators=[no_controls],
        widget=forms.Textarea(attrs={"rows": rows}),
    )
