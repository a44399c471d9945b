"""Fields of a form that is made at every click of a customer."""

from typing import Any, TypeVar

from django import forms

T = TypeVar("T")


class LightFields(dict[str, forms.Field]):
    """A form's fields, whose copies share what no form changes.

    Django gives each form deep copies of its class's fields: half a millisecond for the
    25 of the checkout, three times per order. Ours may change `required`, messages and a
    widget's attributes; the rest is shared.
    """

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, forms.Field]:
        return {name: _own(field) for name, field in self.items()}


def _own(field: forms.Field) -> forms.Field:
    own = _alike(field)
    own.error_messages = dict(field.error_messages)
    own.widget = _alike(field.widget)
    own.widget.attrs = dict(field.widget.attrs)
    return own


def _alike(thing: T) -> T:
    other = object.__new__(type(thing))
    other.__dict__.update(thing.__dict__)
    return other
