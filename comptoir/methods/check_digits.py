"""The check digits that carriers make public. Numbers come without spaces, in capitals."""

from collections.abc import Callable

from stdnum.iso7064 import mod_37_36

Check = Callable[[str], bool]

S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
FEDEX_WEIGHTS = (1, 7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1)


def s10(number: str) -> bool:
    """UPU S10: two letters, eight digits, their check digit mod 11, two letters of the country."""
    total = sum(
        int(digit) * weight for digit, weight in zip(number[2:10], S10_WEIGHTS, strict=True)
    )
    return int(number[10]) == {10: 0, 11: 5}.get(11 - total % 11, 11 - total % 11)


def ups(number: str) -> bool:
    """UPS 1Z: letters count from A = 2, every second sign twice, mod 10."""
    values = [int(c) if c.isdigit() else (ord(c) - 63) % 10 for c in number[2:-1]]
    total = sum(value * (1 + place % 2) for place, value in enumerate(values))
    return int(number[-1]) == -total % 10


def gs1(number: str) -> bool:
    """GS1 (SSCC, GTIN): from the right, weights 3 and 1 in turn, mod 10."""
    total = sum(int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(number[-2::-1]))
    return int(number[-1]) == -total % 10


def usps(number: str) -> bool:
    """As GS1, over the parcel's own 22 or 26 digits; the postal code before them is left out."""
    if not number.startswith("420"):
        return gs1(number)
    return any(
        len(number) - length in {8, 12} and number[-length] == "9" and gs1(number[-length:])
        for length in (22, 26)
    )


def fedex(number: str) -> bool:
    """FedEx, 34 digits: over the last fourteen, weights 1 7 3, mod 11, then mod 10."""
    serial, check = number[-14:-1], number[-1]
    total = sum(int(digit) * weight for digit, weight in zip(serial, FEDEX_WEIGHTS, strict=True))
    return int(check) == total % 11 % 10


def fedex_ground(number: str) -> bool:
    """FedEx, 22 digits: as GS1, over the last fifteen."""
    return gs1(number[-15:])


def dpd(number: str) -> bool:
    """ISO 7064 mod 37, 36 over the whole number."""
    return bool(mod_37_36.is_valid(number))
