from collections.abc import Mapping
from datetime import datetime

from comptoir.baskets.locking import open_for_change
from comptoir.baskets.models import Basket, BasketLine
from comptoir.baskets.queries import lines_of
from comptoir.core.database import write


def accept_prices(
    *, shop_id: int, basket_id: int, prices: Mapping[int, int], now: datetime
) -> None:
    """The lines carry the prices that the customer was shown last: variant id → unit price.

    Only what the customer saw, never what holds now: what moved since must still be told.
    """
    stored = {variant: price for variant, _quantity, price in lines_of(shop_id, basket_id)}
    if all(stored.get(variant, price) == price for variant, price in prices.items()):
        return
    with write():
        basket = open_for_change(shop_id=shop_id, basket_id=basket_id)
        for line in BasketLine.objects.filter(basket=basket, variant_id__in=prices):
            if line.unit_price != prices[line.variant_id]:
                BasketLine.objects.filter(id=line.id).update(unit_price=prices[line.variant_id])
        Basket.objects.filter(id=basket.id).update(changed_at=now)
