"""The one way to get a basket for changing it."""

from datetime import datetime

from django.db.models import Value

from comptoir.baskets.errors import AlreadyOrdered, NoBasket
from comptoir.baskets.models import Basket, BasketLine
from comptoir.core.database import locked
from comptoir.core.prepared import Query, Update

_by_id = Query(
    lambda shop_id, basket_id: locked(Basket.objects.filter(shop_id=shop_id, id=basket_id)),
    shop_id=int,
    basket_id=int,
)
_by_token = Query(
    lambda shop_id, token: locked(Basket.objects.filter(shop_id=shop_id, token=token)),
    shop_id=int,
    token=str,
)
_ordered = Query(
    lambda basket_id: Basket.objects.filter(id=basket_id, order__isnull=False).values_list(
        Value(1)
    ),
    basket_id=int,
)
_lines = Query(lambda basket_id: BasketLine.objects.filter(basket_id=basket_id), basket_id=int)
touch = Update(
    lambda basket_id, now: (Basket.objects.filter(id=basket_id), {"changed_at": now}),
    basket_id=int,
    now=datetime,
)


def open_for_change(*, shop_id: int, basket_id: int) -> Basket:
    """The basket, locked; refused when it is not the shop's or has become an order."""
    # Locked first, asked second: an order that was being placed meanwhile is then seen.
    basket = lock(shop_id, basket_id)
    if basket is None:
        raise NoBasket
    if ordered(basket_id):
        raise AlreadyOrdered
    return basket


def lock(shop_id: int, basket_id: int) -> Basket | None:
    """The shop's basket, ordered or not, locked until the end of the transaction."""
    return _by_id.first(shop_id=shop_id, basket_id=basket_id)


def lock_by_token(shop_id: int, token: str) -> Basket | None:
    """The same by its secret."""
    return _by_token.first(shop_id=shop_id, token=token) if token else None


def ordered(basket_id: int) -> bool:
    """Whether the basket has become an order."""
    return _ordered.first(basket_id=basket_id) is not None


def lines_for_change(basket_id: int) -> list[BasketLine]:
    """What lies in a locked basket."""
    return _lines.all(basket_id=basket_id)
