"""Amounts as Stripe counts them; its smallest unit is not always the one of ISO 4217 by CLDR.

After https://docs.stripe.com/currencies (zero-decimal and three-decimal currencies, special cases).
"""

from comptoir.core.money import digits

_WITHOUT = frozenset(
    [
        "BIF",
        "CLP",
        "DJF",
        "GNF",
        "JPY",
        "KMF",
        "KRW",
        "MGA",
        "PYG",
        "RWF",
        "VND",
        "VUV",
        "XAF",
        "XOF",
        "XPF",
    ]
)
_THREE = frozenset({"BHD", "JOD", "KWD", "OMR", "TND"})


class NoSuchAmount(ValueError):
    """An amount that can't be said in the other's units."""


def to_stripe(amount: int, currency: str) -> int:
    """Raises NoSuchAmount for one that Stripe's units can't say."""
    return _scaled(amount, _places(currency) - digits(currency))


def from_stripe(amount: int, currency: str) -> int:
    """Raises NoSuchAmount for one that ours can't say."""
    return _scaled(amount, digits(currency) - _places(currency))


def _places(currency: str) -> int:
    if currency in _WITHOUT:
        return 0
    return 3 if currency in _THREE else 2


def _scaled(amount: int, places: int) -> int:
    if places >= 0:
        return int(amount * 10**places)
    whole, rest = divmod(amount, 10**-places)
    if rest:
        raise NoSuchAmount(amount)
    return int(whole)
