"""The one way to get a basket for changing it."""

from comptoir.baskets.errors import AlreadyOrdered, NoBasket
from comptoir.baskets.models import Basket
from comptoir.core.database import locked


def open_for_change(*, shop_id: int, basket_id: int) -> Basket:
    """The basket, locked; refused when it is not the shop's or has become an order."""
    # Locked first, asked second: an order that was being placed meanwhile is then seen.
    basket = locked(Basket.objects.filter(shop_id=shop_id, id=basket_id)).first()
    if basket is None:
        raise NoBasket
    if Basket.objects.filter(id=basket_id, order__isnull=False).exists():
        raise AlreadyOrdered
    return basket
