"""Numbers without gaps."""

from django.db.models import F

from comptoir.core.models import Counter
from comptoir.core.prepared import Query, Update

_step = Update(
    lambda shop_id, series: (
        Counter.objects.filter(shop_id=shop_id, series=series),
        {"value": F("value") + 1},
    ),
    shop_id=int,
    series=str,
)
_value = Query(
    lambda shop_id, series: Counter.objects.filter(shop_id=shop_id, series=series).values_list(
        "value"
    ),
    shop_id=int,
    series=str,
)


def next_number(shop_id: int, series: str) -> int:
    """The next number of the series is taken; it is given back if the transaction fails.

    The counter row stays locked until the commit: call it last, just before the INSERT.
    """
    if not _step(shop_id=shop_id, series=series):
        Counter.objects.bulk_create(
            [Counter(shop_id=shop_id, series=series)], ignore_conflicts=True
        )
        _step(shop_id=shop_id, series=series)
    (value,) = _value.all(shop_id=shop_id, series=series)[0]
    return int(value)
