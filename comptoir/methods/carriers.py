"""Carriers: the table, the link to a parcel, and who a number gives away."""

import re
from urllib.parse import quote

from comptoir.methods.carrier_table import CARRIERS, Carrier
from comptoir.methods.rules import NUMBER

__all__ = [
    "CARRIERS",
    "Carrier",
    "address_of",
    "normalised",
    "recognise",
    "sample_url",
    "tracking_url",
]

# What people and label printers put between the digits.
_BETWEEN = re.compile(r"[\s./\-‐‑–]+")
_SAMPLE = "1234567890"


def normalised(number: str) -> str:
    """The number as carriers print it: capitals, nothing between the digits."""
    return _BETWEEN.sub("", number).upper()


def recognise(number: str) -> Carrier | None:
    """The one carrier that this number gives away, where that is sure; else None."""
    plain = normalised(number)
    if not plain.isascii():
        return None
    found = [carrier for carrier in CARRIERS.values() if _fits(carrier, plain)]
    return found[0] if len(found) == 1 else None


def tracking_url(address: str, number: str) -> str:
    """The address with the number in it, URL-encoded; "" if either is empty."""
    typed = number.strip()
    # A segment of dots alone would climb up the path, encoded or not.
    if not address or not typed.strip("."):
        return ""
    return address.replace(NUMBER, quote(typed, safe=""))


def address_of(carrier_code: str, own_address: str) -> str:
    """The tracking address of a delivery method: its own, else its carrier's, else ""."""
    carrier = CARRIERS.get(carrier_code)
    return own_address or (carrier.address if carrier else "")


def sample_url(carrier_code: str, own_address: str) -> str:
    """The link as a customer would get it, for a number to try it with."""
    carrier = CARRIERS.get(carrier_code)
    sample = carrier.sample if carrier and not own_address else _SAMPLE
    return tracking_url(address_of(carrier_code, own_address), sample)


def _fits(carrier: Carrier, number: str) -> bool:
    return any(
        re.fullmatch(shape.pattern, number) and (shape.check is None or shape.check(number))
        for shape in carrier.shapes
    )
