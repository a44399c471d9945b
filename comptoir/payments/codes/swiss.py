"""The code of Swiss payment slips, as written by qrbill."""

from comptoir.core.money import plain_amount

LARGEST = 99_999_999_999
LONGEST_NAME = 70


def swiss(
    *,
    holder: str,
    iban: str,
    street: str,
    postal_code: str,
    city: str,
    amount: int,
    currency: str,
    reference: str,
    message: str,
) -> str:
    """What the code says; "" where its rules don't take it. amount: minor units."""
    if not 0 < amount <= LARGEST:
        return ""
    from qrbill import QRBill  # noqa: PLC0415  # heavy, and few shops are Swiss

    creditor = {
        "name": " ".join(holder.split())[:LONGEST_NAME].strip(),
        "street": street,
        "pcode": postal_code,
        "city": city,
        "country": iban[:2],
    }
    try:
        bill = QRBill(
            account=iban,
            creditor=creditor,
            amount=plain_amount(amount, currency),
            currency=currency,
            reference_number=reference,
            additional_information=message[:140],
        )
    except ValueError:  # an account or address that its rules don't take
        return ""
    return str(bill.qr_data())
