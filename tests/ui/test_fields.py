"""Form fields: texts tied to controls, errors beside them, nothing typed is lost."""

import re

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from comptoir.ui.forms import MoneyField, QuickSelect, TextsField
from tests.ui.sample_forms import SampleForm

pytestmark = pytest.mark.once


def drawn(form: forms.Form, source: str = "{% fields form %}") -> str:
    return Template("{% load ui %}" + source).render(Context({"form": form}))


def test_help_and_errors_are_announced_with_their_control() -> None:
    html = drawn(SampleForm({"email": "nobody"}), "{% field form.email %}")
    control = re.search(r"<input[^>]*>", html)
    assert control is not None
    assert 'aria-describedby="id_email_help id_email_error"' in control[0]
    assert 'aria-invalid="true"' in control[0]
    assert 'value="nobody"' in control[0]
    assert 'id="id_email_help"' in html
    assert 'id="id_email_error"' in html
    assert 'for="id_email"' in html


def test_every_control_has_a_label() -> None:
    html = drawn(SampleForm())
    for control in re.findall(r"<(?:input|select|textarea)\b[^>]*>", html):
        if 'type="hidden"' in control:
            continue
        name = re.search(r'\bid="([^"]+)"', control)
        assert name is not None, control
        assert f'for="{name[1]}"' in html or re.search(
            rf"<label[^>]*>\s*{re.escape(control)}", html
        ), control


def test_hidden_fields_and_optional_ones_are_told_apart() -> None:
    html = drawn(SampleForm())
    assert '<input type="hidden" name="secret" value="kept"' in html
    assert html.count("field-optional") == 2  # description and picture; a tick is a choice anyway


def test_the_summary_leads_to_the_fields() -> None:
    html = drawn(SampleForm({"email": "nobody", "price": "1"}), "{% form_errors form %}")
    assert 'role="alert"' in html
    assert 'href="#id_email"' in html
    assert 'href="#id_price"' not in html


def test_a_form_without_mistakes_has_no_summary() -> None:
    assert not drawn(SampleForm(), "{% form_errors form %}").strip()


class Priced(forms.Form):
    price = MoneyField(currency="EUR", maximum=10_000)


@pytest.mark.parametrize(
    ("typed", "language", "amount"),
    [
        ("48,90", "fr", 4890),
        ("48.90", "fr", 4890),
        ("48.90", "en", 4890),
        ("12", "en", 1200),
        ("0", "en", 0),
    ],
)
def test_money_is_typed_as_the_reader_writes(typed: str, language: str, amount: int) -> None:
    with translation.override(language):
        form = Priced({"price": typed})
        assert form.is_valid(), form.errors
        assert form.cleaned_data["price"] == amount


@pytest.mark.parametrize("typed", ["", "twelve", "-1", "1.999", "100.01", "1e9", "NaN"])
def test_what_is_no_price_is_refused(typed: str) -> None:
    form = Priced({"price": typed})
    assert not form.is_valid()
    assert f'value="{typed}"' in str(form["price"]) or not typed


@pytest.mark.parametrize(("language", "shown"), [("fr", "48,90"), ("en", "48.90")])
def test_money_comes_back_as_it_is_written(language: str, shown: str) -> None:
    with translation.override(language):
        form = Priced(initial={"price": 4890})
        assert f'value="{shown}"' in str(form["price"])
        assert not Priced({"price": shown}, initial={"price": 4890}).has_changed()


class Named(forms.Form):
    names = TextsField(languages=["fr", "en"])
    notes = TextsField(languages=["fr", "en"], multiline=True, required=False)


def test_texts_are_kept_by_language() -> None:
    form = Named({"names_fr": "Tasse", "names_en": "", "notes_en": "blue"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"names": {"fr": "Tasse"}, "notes": {"en": "blue"}}


def test_the_first_language_is_needed() -> None:
    form = Named({"names_en": "Cup"})
    assert not form.is_valid()
    assert "français" in str(form.errors["names"])


def test_texts_are_shown_with_their_languages() -> None:
    html = drawn(Named(initial={"names": {"fr": "Tasse", "en": "<Cup>"}}))
    assert 'value="Tasse"' in html
    assert 'value="&lt;Cup&gt;"' in html
    assert 'lang="fr"' in html
    assert html.count("<textarea") == 2


def test_the_quick_select_is_the_slow_one_made_quick() -> None:
    choices = [("", "–"), ("FR", "France"), ("X", "<b>")]

    class Where(forms.Form):
        country = forms.ChoiceField(choices=choices)

    class Quick(forms.Form):
        country = forms.ChoiceField(choices=choices, widget=QuickSelect)

    slow, quick = (tags(str(form({"country": "FR"})["country"])) for form in (Where, Quick))
    assert quick == slow


def tags(html: str) -> list[list[str]]:
    """Tags and words, the attributes of a tag in any order."""
    return [sorted(part.split()) for part in re.findall(r"[^<>]+", html) if part.strip()]
