"""Form fields for values that rooms share: money, and texts in several languages."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, gettext, gettext_lazy

from comptoir.core.errors import Invalid
from comptoir.core.money import parse_money, plain_amount
from comptoir.core.texts import Texts


class MoneyInput(forms.TextInput):
    """One line for an amount; the field tag shows the currency beside it."""

    currency = ""


class MoneyField(forms.Field):
    """Minor units, typed as the reader's language writes amounts or with a full stop."""

    widget = MoneyInput

    def __init__(
        self, *, currency: str, minimum: int | None = 0, maximum: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.currency, self.minimum, self.maximum = currency, minimum, maximum
        self.widget.attrs.update({"inputmode": "decimal", "autocomplete": "off"})
        self.widget.currency = currency

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        plain = plain_amount(value, self.currency)
        return plain.replace(".", ",") if (get_language() or "en").startswith("fr") else plain

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip()
        if not text:
            return None
        try:
            amount = parse_money(text, self.currency, get_language() or "en")
        except Invalid as refusal:
            raise ValidationError(refusal.message, code=refusal.code) from refusal
        if self.minimum is not None and amount < self.minimum:
            raise ValidationError(gettext("This amount is too small."), code="small")
        if self.maximum is not None and amount > self.maximum:
            raise ValidationError(gettext("This amount is too large."), code="large")
        return amount

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


class QuickSelect(forms.Select):
    """A select whose options are joined by hand: 250 countries cost 40 ms by templates."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = {str(value)} if value is not None else {""}
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            (
                (key, SafeString(" selected") if str(key) in chosen else "", label)
                for key, label in self.choices
            ),
        )
        given = flatatt({**self.build_attrs(self.attrs, attrs), "name": name})
        return format_html("<select{}>{}</select>", given, options)


class TextsInput(forms.MultiWidget):
    """One input per language, named `<field>_<language>`."""

    def __init__(self, languages: Sequence[str], multiline: bool, attrs: Any = None) -> None:
        self.languages = tuple(languages)
        self.multiline = multiline
        one = forms.Textarea if multiline else forms.TextInput
        super().__init__({code: one({"lang": code}) for code in languages}, attrs)

    def decompress(self, value: Mapping[str, str] | None) -> list[str]:
        return [(value or {}).get(code, "") for code in self.languages]


class TextsField(forms.MultiValueField):
    """{language: text}; if required, then in the first language."""

    widget: TextsInput

    def __init__(
        self,
        *,
        languages: Sequence[str],
        multiline: bool = False,
        max_length: int | None = None,
        **kwargs: Any,
    ) -> None:
        required = kwargs.pop("required", True)
        wanted = language_name(languages[0])
        messages = {
            "incomplete": gettext_lazy("Fill in the text in %(language)s.") % {"language": wanted}
        }
        fields = [
            forms.CharField(
                required=required and not place, max_length=max_length, error_messages=messages
            )
            for place, _ in enumerate(languages)
        ]
        super().__init__(
            fields,
            widget=TextsInput(languages, multiline),
            required=required,
            require_all_fields=False,
            **kwargs,
        )
        self.languages = tuple(languages)

    def compress(self, data_list: list[str]) -> Texts:
        pairs = zip(self.languages, data_list, strict=False)
        return {code: text for code, text in pairs if text}


def language_name(code: str) -> str:
    """The language's own name: "français"."""
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code
