"""Money, moments, chips, icons, initials as the tags say them."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.template import Context, Template
from django.utils import timezone as zones
from django.utils import translation

pytestmark = pytest.mark.once

NOW = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)  # half past eleven in Paris


def said(source: str, language: str = "en", **values: object) -> str:
    with (
        translation.override(language),
        zones.override("Europe/Paris"),
        time_machine.travel(NOW, tick=False),
    ):
        return Template("{% load ui %}" + source).render(Context(values)).replace("\u202f", " ")


def words(html: str) -> str:
    return html.split(">", 1)[1].rsplit("<", 1)[0]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "style", "english", "french"),
    [
        ("2026-11-23 13:03", "short", "14:03", "14:03"),
        ("2026-11-22 23:10", "short", "00:10", "00:10"),  # still yesterday in UTC
        ("2026-11-22 22:50", "short", "yesterday", "hier"),
        ("2026-11-12 09:00", "short", "12 Nov", "12 nov."),
        ("2026-02-12 09:00", "short", "12 Feb", "12 févr."),
        ("2025-11-12 09:00", "short", "12 Nov 2025", "12 nov. 2025"),
        ("2026-11-23 13:03", "long", "today 14:03", "aujourd’hui 14:03"),
        ("2026-11-12 09:00", "long", "12 November 2026, 10:00", "12 novembre 2026, 10:00"),
        ("2026-11-23 13:03", "full", "23 November 2026, 14:03", "23 novembre 2026, 14:03"),
    ],
)
def test_moments(moment: str, style: str, english: str, french: str) -> None:
    for language, expected in (("en", english), ("fr", french)):
        html = said("{% when moment style %}", language, moment=at(moment), style=style)
        assert words(html) == expected


def test_a_moment_carries_its_full_date() -> None:
    html = said("{% when moment %}", moment=at("2026-11-12 09:00"))
    assert 'title="12 November 2026, 10:00"' in html
    assert 'datetime="2026-11-12T09:00:00+00:00"' in html


def test_days_have_no_clock_and_nothing_is_nothing() -> None:
    assert words(said("{% when day 'long' %}", day=date(2026, 11, 22))) == "yesterday"
    assert words(said("{% when day %}", day=date(2026, 11, 23))) == "today"
    assert said("{% when day %}", day=None) == ""


def test_money_in_the_readers_language() -> None:
    assert words(said("{% money 4890 'EUR' %}", "fr")).replace("\xa0", " ") == "48,90 €"
    assert words(said("{% money 4890 'EUR' %}")) == "€48.90"
    assert words(said("{% money 500 'JPY' %}")) == "¥500"
    assert said("{% money nothing 'EUR' %}", nothing=None) == ""


def test_a_chip_has_a_word_a_shape_and_a_colour() -> None:
    html = said("{% chip label 'wait' 'half' detail='48,90 €' %}", label="<Unpaid>")
    assert "chip-wait" in html
    assert "<svg" in html
    assert "&lt;Unpaid&gt;" in html
    assert "48,90 €" in html


@pytest.mark.parametrize("wrong", ["{% chip 'x' 'pink' %}", "{% button 'x' tone='pink' %}"])
def test_an_unknown_tone_is_a_mistake(wrong: str) -> None:
    with pytest.raises(ValueError, match="unknown tone: pink"):
        said(wrong)


def test_icons_are_silent_unless_named() -> None:
    assert 'aria-hidden="true"' in said("{% icon 'truck' %}")
    assert 'aria-label="By &lt;road&gt;"' in said("{% icon 'truck' 20 label %}", label="By <road>")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Léa Martin", "LM"), ("lea@example.org", "LE"), ("Anne", "A"), ("", ""), ("A B C", "AC")],
)
def test_initials(name: str, expected: str) -> None:
    assert said("{% initials name %}", name=name) == expected


def test_fixed_texts_are_said_in_each_language_and_context() -> None:
    loaded = Template(
        "{% load i18n ui %}{% translate 'Basket' %}|{% translate 'Basket' as word %}{{ word }}|"
        "{% translate 'from' context 'price' %}|{% translate given %}|{% translate given|lower %}"
    )
    for _ in range(2):
        for language, basket, price in (("fr", "Panier", "dès"), ("en", "Basket", "from")):
            for given in ("Basket", "<b>"):
                with translation.override(language):
                    seen = loaded.render(Context({"given": given})).split("|")
                assert seen[:3] == [basket, basket, price]
                assert seen[3] == (basket if given == "Basket" else "&lt;b&gt;")
