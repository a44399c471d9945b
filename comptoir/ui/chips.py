"""State chips: a shape, a word and a colour, so that colour never stands alone."""

from functools import lru_cache

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

TONES = ("done", "wait", "moving", "alert", "rest")

_CIRCLE = '<circle cx="6" cy="6" r="4.75" fill="none" stroke="currentColor" stroke-width="1.5"/>'
_LINE = 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"'
_DRAWN = {
    "full": '<circle cx="6" cy="6" r="5.5" fill="currentColor"/>',
    "half": _CIRCLE + '<path d="M6 6V2.5A3.5 3.5 0 0 1 6 9.5Z" fill="currentColor"/>',
    "open": _CIRCLE,
    "arrow": f'<path d="M1.5 6h8.5M6.75 2.5 10.25 6l-3.5 3.5" {_LINE}/>',
    "check": f'<path d="m1.75 6.5 2.75 2.75L10.25 3" {_LINE}/>',
    "cross": f'<path d="m2.5 2.5 7 7M9.5 2.5l-7 7" {_LINE}/>',
    "dash": f'<path d="M2 6h8" {_LINE}/>',
}
SHAPES = tuple(_DRAWN)
_SVG = {
    shape: mark_safe(
        f'<svg class="chip-shape" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">{drawn}</svg>'
    )
    for shape, drawn in _DRAWN.items()
}


def chip(label: object, tone: str = "rest", shape: str = "open", detail: object = "") -> SafeString:
    """The chip's HTML; an unknown tone or shape is a mistake in the template and raises."""
    return _drawn(_escaped(label), tone, shape, _escaped(detail or ""))


@lru_cache(maxsize=512)
def _drawn(label: SafeString, tone: str, shape: str, detail: SafeString) -> SafeString:
    if tone not in TONES:
        raise ValueError(f"unknown tone: {tone}")
    more = format_html(' <span class="chip-detail num">{}</span>', detail) if detail else ""
    return format_html(
        '<span class="chip chip-{}">{}<span>{}{}</span></span>', tone, _SVG[shape], label, more
    )


def _escaped(text: object) -> SafeString:
    return conditional_escape(text if isinstance(text, SafeString) else str(text))
