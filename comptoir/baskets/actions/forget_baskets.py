from datetime import datetime

from comptoir.baskets.models import Basket
from comptoir.core.database import write


def forget_baskets(*, before: datetime, limit: int = 500) -> int:
    """Baskets that nobody touched since that moment are gone, with what was typed in them.

    Baskets that became orders stay: they are what makes a second press show the same order.
    """
    with write():
        old = Basket.objects.filter(changed_at__lt=before, order__isnull=True)
        found = list(old.order_by("changed_at").values_list("id", flat=True)[:limit])
        Basket.objects.filter(id__in=found, order__isnull=True).delete()
    return len(found)
