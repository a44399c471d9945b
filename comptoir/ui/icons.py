"""Lucide's icons as inline SVG."""

from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe
from lucide.templatetags.lucide import lucide


@lru_cache(maxsize=512)
def icon(name: str, size: int = 16, label: str = "") -> SafeString:
    """The icon's SVG: hidden from screen readers unless it has a label of its own."""
    spoken = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return mark_safe(
        f'<svg class="icon" width="{size:d}" height="{size:d}" viewBox="0 0 24 24" fill="none" '
        f'stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" '
        f"{spoken}>{_paths(name)}</svg>"
    )


@lru_cache(maxsize=512)
def _paths(name: str) -> str:
    # The package gives a whole <svg>; only what it draws is kept, so that one place says how
    # our icons look.
    whole = lucide(name)
    return " ".join(whole[whole.index(">") + 1 : whole.rindex("</svg>")].split())
