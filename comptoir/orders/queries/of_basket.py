"""The order that a basket became."""

from comptoir.core.prepared import Query
from comptoir.orders.models import Order

_by_basket = Query(
    lambda shop_id, token: Order.objects.filter(shop_id=shop_id, basket__token=token),
    shop_id=int,
    token=str,
)


def order_of_basket(shop_id: int, token: str) -> Order | None:
    """The order of the basket with that secret, or None while it is a basket; one statement."""
    if not token:
        return None
    return _by_basket.first(shop_id=shop_id, token=token)
