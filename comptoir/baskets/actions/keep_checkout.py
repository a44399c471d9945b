from collections.abc import Mapping
from datetime import datetime

from comptoir.baskets.locking import open_for_change
from comptoir.baskets.models import Basket
from comptoir.core.database import write
from comptoir.core.prepared import Update

_keep = Update(
    lambda basket_id, fields, now: (
        Basket.objects.filter(id=basket_id),
        {"checkout": fields, "changed_at": now},
    ),
    basket_id=int,
    fields=dict,
    now=datetime,
)


def keep_checkout(
    *, shop_id: int, basket_id: int, fields: Mapping[str, str], now: datetime
) -> None:
    """What was typed at checkout is kept with the basket, right or wrong, for the next look."""
    with write():
        basket = open_for_change(shop_id=shop_id, basket_id=basket_id)
        _keep(basket_id=basket.id, fields=dict(fields), now=now)
