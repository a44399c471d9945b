"""Amounts as PayPal writes them: text, with as many decimals as it uses for the currency.

After https://developer.paypal.com/api/rest/reference/currency-codes/ (HUF, JPY and TWD have none).
"""

import re

from comptoir.core.money import digits

_WITHOUT = frozenset({"HUF", "JPY", "TWD"})
_AMOUNT = re.compile(r"\d{1,13}(\.\d{1,3})?")


class NoSuchAmount(ValueError):
    """An amount that can't be said in the other's way."""


def to_paypal(amount: int, currency: str) -> str:
    """Raises NoSuchAmount for one that PayPal's decimals can't say."""
    ours, theirs = digits(currency), 0 if currency in _WITHOUT else 2
    shift = 10 ** max(0, ours - theirs)
    if amount % shift:
        raise NoSuchAmount(amount)
    units = amount // shift * 10 ** max(0, theirs - ours)
    whole, rest = divmod(units, 10**theirs)
    return f"{whole}.{rest:0{theirs}}" if theirs else str(whole)


def from_paypal(text: str, currency: str) -> int:
    """Raises NoSuchAmount for text that is no amount, or has decimals that ours can't say."""
    if not _AMOUNT.fullmatch(text):
        raise NoSuchAmount(text)
    whole, _, rest = text.partition(".")
    ours = digits(currency)
    if rest[ours:].strip("0"):
        raise NoSuchAmount(text)
    return int(whole + rest[:ours].ljust(ours, "0"))
