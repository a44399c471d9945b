from datetime import datetime

from comptoir.baskets.locking import open_for_change
from comptoir.baskets.models import Basket, BasketLine
from comptoir.baskets.rules import fitting
from comptoir.catalog.queries import offers
from comptoir.core.database import write


def fit_basket(*, shop_id: int, basket_id: int, now: datetime) -> None:
    """The basket holds only what can be had: quantities down to the stock, the gone taken out."""
    with write():
        basket = open_for_change(shop_id=shop_id, basket_id=basket_id)
        lines = list(BasketLine.objects.filter(basket=basket))
        found = offers(shop_id, [line.variant_id for line in lines])
        for line in lines:
            offer = found.get(line.variant_id)
            held = fitting(line.quantity, offer.stock if offer and offer.active else 0)
            if held == 0:
                BasketLine.objects.filter(id=line.id).delete()
            elif held != line.quantity:
                BasketLine.objects.filter(id=line.id).update(quantity=held)
        Basket.objects.filter(id=basket.id).update(changed_at=now)
