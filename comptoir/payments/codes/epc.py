"""The code for SEPA transfers in euro: EPC069-12, "BCD", version 002."""

from comptoir.core.money import plain_amount

LARGEST = 99_999_999_999  # 999,999,999.99 euro
LONGEST_NAME = 70
UTF_8 = "1"


def epc(*, holder: str, iban: str, bic: str, amount: int, reference: str) -> str:
    """What the code says; "" for an amount or holder that it can't say. amount: cents."""
    name = " ".join(holder.split())[:LONGEST_NAME].strip()
    if not name or not 0 < amount <= LARGEST:
        return ""
    purpose = ""
    said = [name, iban, f"EUR{plain_amount(amount, 'EUR')}", purpose, reference]
    return "\n".join(["BCD", "002", UTF_8, "SCT", bic, *said])
