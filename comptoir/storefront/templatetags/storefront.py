"""Small words of the storefront's templates."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import get_language

from comptoir.core.money import format_rate
from comptoir.core.postal import address_lines
from comptoir.core.texts import text_in as text_of
from comptoir.shops.models import Shop
from comptoir.storefront.sizes import WIDTHS

register = template.Library()


@register.simple_tag(takes_context=True)
def text_in(context: template.Context, texts: Mapping[str, str] | None) -> str:
    """The shop's text in the language of the page, or in the shop's first."""
    shop = context.get("shop")
    fallback = shop.language if isinstance(shop, Shop) else ""
    return text_of(texts or {}, get_language() or "en", fallback)


@register.filter
def shop_name(shop: Any) -> str:
    return text_of(shop.names, get_language() or "en", shop.language)


@register.filter
def percent(rate: int) -> str:
    """Thousandths of a percent as people write them: 5500 → "5.5%"."""
    return format_rate(rate, get_language() or "en")


@register.filter
def postal(address: Mapping[str, str], country: str) -> list[str]:
    """The address line by line, as its country writes it."""
    return address_lines(address, country)


@register.simple_tag
def sources(url: str) -> str:
    """The `srcset` of a picture: its smaller copies, by width."""
    return ", ".join(f"{url}?w={width} {width}w" for width in WIDTHS)
