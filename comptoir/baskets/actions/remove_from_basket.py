from datetime import datetime

from comptoir.baskets.locking import open_for_change
from comptoir.baskets.models import Basket, BasketLine
from comptoir.core.database import write


def remove_from_basket(*, shop_id: int, basket_id: int, variant_id: int, now: datetime) -> None:
    """The variant is not in the basket."""
    with write():
        basket = open_for_change(shop_id=shop_id, basket_id=basket_id)
        BasketLine.objects.filter(basket=basket, variant_id=variant_id).delete()
        Basket.objects.filter(id=basket.id).update(changed_at=now)
