"""Ticking some of 250 countries: drawn once per language, searchable where there is a script."""

from functools import lru_cache
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from comptoir.core.countries import UNION, countries
from comptoir.core.texts import folded


@lru_cache(maxsize=32)
def _ticks(language: str, name: str) -> str:
    return format_html_join(
        "",
        '<label class="tick" data-word="{}"><input type="checkbox" name="{}" value="{}"{}>'
        "<span>{}</span></label>",
        (
            (
                folded(f"{said} {code}"),
                name,
                code,
                SafeString(" data-union") if code in UNION else "",
                said,
            )
            for code, said in countries(language)
        ),
    )


class CountryTicks(forms.Widget):
    """One tick per country, in a box that scrolls."""

    def __init__(self, language: str, attrs: Any = None) -> None:
        super().__init__(attrs)
        self.language = language

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.getlist(name)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        drawn = _ticks(self.language, name)
        for code in value or ():
            mark = str(format_html(' value="{}"', code))
            drawn = drawn.replace(mark, f"{mark} checked", 1)
        box = (attrs or {}).get("id", name)
        return format_html(
            '<div class="country-ticks" id="{}" tabindex="0" role="group">{}</div>',
            box,
            mark_safe(drawn),
        )
