"""Numbers without gaps."""

from django.db.models import F

from comptoir.core.models import Counter


def next_number(shop_id: int, series: str) -> int:
    """The next number of the series is taken; it is given back if the transaction fails.

    The counter row stays locked until the commit: call it last, just before the INSERT.
    """
    if not Counter.objects.filter(shop_id=shop_id, series=series).update(value=F("value") + 1):
        Counter.objects.bulk_create(
            [Counter(shop_id=shop_id, series=series)], ignore_conflicts=True
        )
        Counter.objects.filter(shop_id=shop_id, series=series).update(value=F("value") + 1)
    return Counter.objects.values_list("value", flat=True).get(shop_id=shop_id, series=series)
