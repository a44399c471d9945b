"""The order that a basket became."""

from comptoir.orders.models import Order


def order_of_basket(shop_id: int, token: str) -> Order | None:
    """The order of the basket with that secret, or None while it is a basket; one statement."""
    if not token:
        return None
    return Order.objects.filter(shop_id=shop_id, basket__token=token).first()
