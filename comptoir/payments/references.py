"""What a transfer says it is for: derived from the order, always the same, with check digits.

Nothing of this is kept: an order's reference and number never change, so its references
don't either.
"""

import re
from hashlib import sha256

from stdnum import iso11649
from stdnum.ch import esr
from stdnum.iso7064 import mod_97_10

LONGEST_CORE = 21  # ISO 11649: what may follow "RF" and two check digits
SYMBOL_DIGITS = 10
QRR_DIGITS = 27
# Numbers that are digits with marks between them; a letter could make two numbers one symbol.
_DIGITS = re.compile(r"[0-9]+(?:[._-][0-9]+)*")
_CORE = re.compile(rf"[0-9A-Z]{{1,{LONGEST_CORE}}}")


def creditor_reference(reference: str) -> str:
    """The structured creditor reference (ISO 11649) of an order's reference: "RF" and so on.

    The order's reference stands in it as it is, unless its signs don't fit (imported orders).
    """
    core = _core(reference)
    return f"RF{mod_97_10.calc_check_digits(core + 'RF')}{core}"


def core_of(creditor: str) -> str:
    """What follows the check digits of a creditor reference; "" if the digits don't agree.

    Signs that people put between are passed over.
    """
    plain = "".join(creditor.split()).upper()
    if not plain.isascii() or not iso11649.is_valid(plain):
        return ""
    return str(iso11649.compact(plain)[4:])


def variable_symbol(number: str, reference: str) -> str:
    """The order's variable symbol: 1 to 10 digits, no zero in front.

    The digits of its number where they are few enough, as Czech customers expect;
    otherwise ten digits that follow from its reference.
    """
    if _DIGITS.fullmatch(number):
        digits = re.sub(r"[._-]", "", number).lstrip("0")
        if 0 < len(digits) <= SYMBOL_DIGITS:
            return digits
    lowest = 10 ** (SYMBOL_DIGITS - 1)
    return str(lowest + _hashed(reference) % (9 * lowest))


def qr_reference(reference: str) -> str:
    """The Swiss reference for a QR-IBAN: 27 digits, the last one a check digit (mod 10 recursive)."""
    core = _core(reference)
    value = int(core, 36)
    if value >= 10 ** (QRR_DIGITS - 1):
        value = _hashed(reference) % 10 ** (QRR_DIGITS - 1)
    digits = str(value or 1).zfill(QRR_DIGITS - 1)
    return digits + str(esr.calc_check_digit(digits))


def spelled(reference: str) -> str:
    """As people read and copy it: creditor references by four, Swiss ones by five."""
    if reference.startswith("RF"):
        return " ".join(reference[i : i + 4] for i in range(0, len(reference), 4))
    return str(esr.format(reference)) if len(reference) == QRR_DIGITS else reference


def _core(reference: str) -> str:
    """The reference itself where its signs can stand in a creditor reference."""
    plain = reference.upper()
    return plain if _CORE.fullmatch(plain) else f"{_hashed(reference) % 10**18:018d}"


def _hashed(text: str) -> int:
    return int.from_bytes(sha256(text.encode()).digest())
