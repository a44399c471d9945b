from datetime import datetime

from comptoir.baskets.locking import open_for_change
from comptoir.baskets.models import Basket, BasketLine
from comptoir.baskets.rules import fitting
from comptoir.catalog.queries import offers
from comptoir.core.database import write


def set_quantity(
    *, shop_id: int, basket_id: int, variant_id: int, quantity: int, now: datetime
) -> int:
    """That many of the variant lie in the basket, at most what is in stock; returns how many.

    Zero takes the line out. What is not in the basket stays out.
    """
    with write():
        basket = open_for_change(shop_id=shop_id, basket_id=basket_id)
        line = BasketLine.objects.filter(basket=basket, variant_id=variant_id)
        offer = offers(shop_id, [variant_id]).get(variant_id)
        held = fitting(quantity, offer.stock if offer is not None and offer.active else 0)
        if held == 0:
            line.delete()
        elif not line.update(quantity=held):
            held = 0
        Basket.objects.filter(id=basket.id).update(changed_at=now)
    return held
