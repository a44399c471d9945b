"""A form field as the page shows it: label, control, help and error belong together."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString, mark_safe

from comptoir.ui.forms import MoneyInput, TextsInput, language_name

# How wide a control is when nobody says: as wide as what is typed into it.
# Set on a field whose label or choices say themselves that it may stay empty.
SAYS_ITSELF = "says_itself"
_SHORT = (forms.NumberInput, forms.DateInput, forms.TimeInput, MoneyInput)


@dataclass(frozen=True, slots=True)
class Part:
    """One control of a field that has several: a language's input, a radio."""

    id: str
    label: str
    control: SafeString
    language: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What field.html draws."""

    id: str
    kind: str
    label: str
    required: bool
    control: SafeString | str = ""
    parts: list[Part] = field(default_factory=list)
    help: str = ""
    errors: list[str] = field(default_factory=list)
    width: str = ""
    unit: str = ""


def shown(bound: BoundField, *, label: str = "", help: str = "", width: str = "") -> Shown:
    """The field with its texts, its control pointing at help and errors by id."""
    widget = bound.field.widget
    kind = _kind(widget)
    explained = help or str(bound.help_text or "")
    errors = [str(error) for error in bound.errors]
    described = " ".join(
        f"{bound.auto_id}_{part}"
        for part, there in (("help", explained), ("error", errors))
        if there
    )
    attributes: dict[str, Any] = {"aria-describedby": described} if described else {}
    grouped = kind in {"group", "texts"}
    return Shown(
        id=bound.auto_id,
        kind=kind,
        label=label or str(bound.label or ""),
        required=bound.field.required or getattr(bound.field, SAYS_ITSELF, False),
        control="" if grouped else bound.as_widget(attrs=attributes),
        parts=_parts(bound, kind, attributes) if grouped else [],
        help=explained,
        errors=errors,
        width=width or ("short" if isinstance(widget, _SHORT) else ""),
        unit=widget.currency if isinstance(widget, MoneyInput) else "",
    )


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, TextsInput):
        return "texts"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "group"
    if isinstance(widget, forms.CheckboxInput):
        return "tick"
    return "file" if isinstance(widget, forms.FileInput) else "line"


def _parts(bound: BoundField, kind: str, attributes: dict[str, Any]) -> list[Part]:
    if kind == "group":
        return [
            Part(str(one.id_for_label), str(one.choice_label), one.tag())
            for one in bound.subwidgets
        ]
    widget = bound.field.widget
    given = bound.build_widget_attrs({"id": bound.auto_id, **attributes}, widget)
    drawn = widget.get_context(bound.html_name, bound.value(), given)["widget"]["subwidgets"]
    return [
        Part(
            id=one["attrs"]["id"],
            label=_beginning(language_name(one["attrs"]["lang"])),
            control=mark_safe(bound.form.renderer.render(one["template_name"], {"widget": one})),
            language=one["attrs"]["lang"],
        )
        for one in drawn
    ]


def _beginning(name: str) -> str:
    """A name that stands by itself: "Français"."""
    return name[:1].upper() + name[1:]
