"""Amounts as HTML."""

from functools import lru_cache

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from comptoir.core.money import format_money


def money(amount: int | None, currency: str) -> SafeString:
    """The amount as the reader's language writes it; nothing for None."""
    return SafeString("") if amount is None else _drawn(amount, currency, get_language() or "en")


@lru_cache(maxsize=4096)
def _drawn(amount: int, currency: str, language: str) -> SafeString:
    return format_html(
        '<span class="money num">{}</span>', format_money(amount, currency, language)
    )
