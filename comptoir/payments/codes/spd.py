"""The code of Czech banks: Short Payment Descriptor 1.0 (SPAYD)."""

from comptoir.core.money import plain_amount

LARGEST = 999_999_999  # 9,999,999.99: ten signs with the point
LONGEST_NAME = 35
LONGEST_MESSAGE = 60
# The mark between the fields, and the mark of what is escaped.
_ESCAPES = {"%": "%25", "*": "%2A"}


def spd(*, holder: str, iban: str, bic: str, amount: int, symbol: str, message: str) -> str:
    """What the code says; "" for an amount that it can't say. amount: haléř."""
    if not 0 < amount <= LARGEST:
        return ""
    fields = {
        "ACC": f"{iban}+{bic}" if bic else iban,
        "AM": plain_amount(amount, "CZK"),
        "CC": "CZK",
        "RN": _value(holder, LONGEST_NAME),
        "X-VS": symbol,
        "MSG": _value(message, LONGEST_MESSAGE),
    }
    said = [f"{name}:{value}" for name, value in fields.items() if value]
    return "*".join(["SPD", "1.0", *said])


def _value(text: str, longest: int) -> str:
    plain = " ".join(text.split())[:longest].strip()
    return "".join(_ESCAPES.get(sign, sign) for sign in plain)
