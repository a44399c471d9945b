from comptoir.core.database import write
from comptoir.payments.models import BankLine


def forget_bank_lines(*, shop_id: int, order_id: int) -> int:
    """Lines booked on the order name nobody any more; amounts, days and fingerprints stay. How many."""
    with write():
        rows = BankLine.objects.filter(shop_id=shop_id, bookings__order_id=order_id)
        ids = list(rows.values_list("id", flat=True))
        return BankLine.objects.filter(shop_id=shop_id, id__in=ids).update(
            name="", iban="", text="", bank_reference="", end_to_end=""
        )
