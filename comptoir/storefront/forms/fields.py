"""Inputs of the customer's forms: what may be typed, and how a phone helps typing it."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from comptoir.core.texts import has_controls
from comptoir.mailing.mime import ascii_domain

_BREAKS = re.compile("[\t\r\n\u2028\u2029]")
# Embeddings, overrides and isolates, and what ends them.
_TURNS, _TURNS_BACK = (
    re.compile("[\u202a\u202b\u202d\u202e\u2066-\u2068]"),
    re.compile("[\u202c\u2069]"),
)
_INCOMPLETE = _("This e-mail address is not complete.")


def no_controls(text: str) -> None:
    if has_controls(text) or _left_turned(text):
        raise ValidationError(_("Please take out the characters that can't be shown."), "controls")


def _left_turned(text: str) -> bool:
    """True if a mark that turns the direction is never closed: it would turn what follows, too."""
    return len(_TURNS.findall(text)) > len(_TURNS_BACK.findall(text))


def some_letter(text: str) -> None:
    """A name of marks and blanks alone is none."""
    if text and not any(unicodedata.category(one)[0] in "LNPS" for one in text):
        raise ValidationError(_("Enter your name."), "required")


def mailable(text: str) -> None:
    """One address on the open network, which our mails can be addressed to."""
    local, _at, domain = text.rpartition("@")
    if _at and not local.isascii():
        raise ValidationError(
            _("Before the @ only letters without accents can be used. Is there a typing error?"),
            "accents",
        )
    try:
        validate_email(text)
        ascii_domain(text)
    except (ValidationError, ValueError):
        raise ValidationError(_INCOMPLETE, "invalid") from None
    if "." not in domain or domain.startswith("["):
        raise ValidationError(_INCOMPLETE, "invalid")


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


def email(label: StrOrPromise, missing: StrOrPromise) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=254,
        validators=[no_controls, mailable],
        error_messages={"required": missing},
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
