"""Tax arithmetic on integers. Rates are thousandths of a percent: 20 % is 20000."""

from typing import NamedTuple

WHOLE = 100_000


class Split(NamedTuple):
    net: int
    tax: int
    gross: int


def divide_half_up(numerator: int, denominator: int) -> int:
    """The quotient rounded to the nearest integer, halves away from zero."""
    sign = 1 if (numerator >= 0) == (denominator > 0) else -1
    quotient, rest = divmod(abs(numerator), abs(denominator))
    return sign * (quotient + (2 * rest >= abs(denominator)))


def split_gross(gross: int, rate: int) -> Split:
    """Net and tax contained in a price with tax; net + tax is always the gross."""
    tax = divide_half_up(gross * rate, WHOLE + rate)
    return Split(gross - tax, tax, gross)


def add_tax(net: int, rate: int) -> Split:
    """The price with tax of a net amount."""
    tax = divide_half_up(net * rate, WHOLE)
    return Split(net, tax, net + tax)
