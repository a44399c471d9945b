from dataclasses import dataclass
from datetime import datetime

from comptoir.baskets.errors import BasketFull, NotOffered
from comptoir.baskets.locking import lines_for_change, lock_by_token, ordered, touch
from comptoir.baskets.models import Basket, BasketLine
from comptoir.baskets.rules import MOST_LINES, fitting
from comptoir.catalog.queries import Offer, offers
from comptoir.core import ids
from comptoir.core.database import write
from comptoir.core.prepared import Update, insert
from comptoir.core.tally import Limit, count


@dataclass(frozen=True, slots=True)
class Added:
    """The basket it lies in (a new one has a new token) and how many lie there now.

    `short`: fewer than wanted, because there are no more.
    """

    basket: Basket
    offer: Offer
    quantity: int
    short: bool


def add_to_basket(
    *,
    shop_id: int,
    token: str,
    variant_id: int,
    quantity: int,
    now: datetime,
    limit: Limit | None = None,
) -> Added:
    """The variant lies in the open basket of that token, or in a new one.

    Never more than there is in stock. `limit` is for new baskets. Raises NotOffered for
    what can't be bought, TooOften.
    """
    with write():
        offer = offers(shop_id, [variant_id]).get(variant_id)
        if offer is None or not offer.active or fitting(1, offer.stock) == 0:
            raise NotOffered(field="variant")
        basket = _open(shop_id, token, limit, now)
        there = {line.variant_id: line for line in lines_for_change(basket.id)}
        line = there.get(variant_id)
        wanted = (line.quantity if line else 0) + max(1, quantity)
        held = fitting(wanted, offer.stock)
        if line is not None:
            _change(line_id=line.id, quantity=held, unit_price=offer.price)
        elif len(there) >= MOST_LINES:
            raise BasketFull(most=MOST_LINES)
        else:
            line = BasketLine(shop_id=shop_id, basket=basket, variant_id=variant_id)
            line.quantity, line.unit_price = held, offer.price
            insert([line])
        return Added(basket, offer, held, short=held < wanted)


_change = Update(
    lambda line_id, quantity, unit_price: (
        BasketLine.objects.filter(id=line_id),
        {"quantity": quantity, "unit_price": unit_price},
    ),
    line_id=int,
    quantity=int,
    unit_price=int,
)


def _open(shop_id: int, token: str, limit: Limit | None, now: datetime) -> Basket:
    kept = lock_by_token(shop_id, token)
    # What became an order is left alone; the next thing put in starts a new basket.
    if kept is None or ordered(kept.id):
        if limit is not None:
            count(limit, now)
        begun = Basket(shop_id=shop_id, token=ids.token(), created_at=now, changed_at=now)
        insert([begun])
        return begun
    touch(basket_id=kept.id, now=now)
    return kept
