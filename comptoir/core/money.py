"""Money as integer minor units; text only at the edges."""

from decimal import Decimal, InvalidOperation
from functools import lru_cache

from babel.core import Locale
from babel.numbers import (
    NumberFormatError,
    format_currency,
    format_percent,
    get_currency_precision,
    parse_decimal,
)
from django.utils.translation import gettext_lazy as _

from comptoir.core.errors import Invalid

# 15 digits: beyond any price, and safe in BIGINT sums of a million orders.
LARGEST = 10**12
# Longer text is no amount, and arithmetic has bounds of its own.
_LONGEST = 40


@lru_cache(maxsize=256)
def digits(currency: str) -> int:
    """Digits after the decimal mark: 2 for EUR, 0 for JPY (ISO 4217 by CLDR)."""
    return int(get_currency_precision(currency))


@lru_cache(maxsize=4096)
def format_money(amount: int, currency: str, language: str) -> str:
    """The amount in minor units as people of that language write it: "48,90 €"."""
    value = Decimal(amount).scaleb(-digits(currency))
    return format_currency(value, currency, locale=_locale(language))


@lru_cache(maxsize=256)
def format_rate(rate: int, language: str) -> str:
    """The rate in thousandths of a percent as people of that language write it: "5,5 %"."""
    locale = _locale(language)
    said = format_percent(
        Decimal(rate) / 100_000,
        # In English CLDR has no decimals, so that 5.5 would be 6.
        format="#,##0.###%" if locale.language == "en" else None,
        locale=locale,
        decimal_quantization=False,
    )
    # Mail readers' fonts often lack the narrow space.
    return str(said).replace("\u202f", "\u00a0")


@lru_cache(maxsize=1 << 13)
def plain_amount(amount: int, currency: str) -> str:
    """The amount for files and inputs, with a full stop: "48.90"."""
    places = digits(currency)
    if not places:
        return str(amount)
    whole, rest = divmod(abs(amount), 10**places)
    return f"{'-' if amount < 0 else ''}{whole}.{rest:0{places}}"


def parse_money(text: str, currency: str, language: str, field: str | None = None) -> int:
    """Minor units of an amount typed in the language's way or with a full stop.

    Raises Invalid (code "amount") for text that is no amount, has more digits than
    the currency, or is beyond 10**12 minor units.
    """
    value = _decimal(text.strip(), language, field).scaleb(digits(currency))
    if value != value.to_integral_value():
        raise Invalid(
            field,
            _("%(currency)s has at most %(digits)s decimals."),
            "amount",
            currency=currency,
            digits=digits(currency),
        )
    if abs(value) > LARGEST:
        raise Invalid(field, _("This amount is too large."), "amount")
    return int(value)


def _decimal(text: str, language: str, field: str | None) -> Decimal:
    compact = text.replace("\u00a0", "").replace("\u202f", "").replace(" ", "")
    # Nobody writes 1.e9 and means it; Decimal would, and overflow at 1.e999999.
    if len(compact) > _LONGEST or any(c.isalpha() for c in compact):
        raise Invalid(field, _("Enter an amount such as 12.50."), "amount")
    try:
        # "12.50" is meant as such in every language; a lone comma too.
        if compact.count(",") + compact.count(".") == 1:
            value = Decimal(compact.replace(",", "."))
        else:
            value = parse_decimal(compact, locale=_locale(language), strict=True)
    except (InvalidOperation, NumberFormatError, ValueError):
        value = Decimal("NaN")
    if not value.is_finite():
        raise Invalid(field, _("Enter an amount such as 12.50."), "amount")
    return value


@lru_cache(maxsize=32)
def _locale(language: str) -> Locale:
    return Locale.parse(language.replace("-", "_"))
