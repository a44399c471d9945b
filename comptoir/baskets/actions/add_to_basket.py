from dataclasses import dataclass
from datetime import datetime

from comptoir.baskets.errors import BasketFull, NotOffered
from comptoir.baskets.models import Basket, BasketLine
from comptoir.baskets.rules import MOST_LINES, fitting
from comptoir.catalog.queries import Offer, offers
from comptoir.core import ids
from comptoir.core.database import locked, write


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
    *, shop_id: int, token: str, variant_id: int, quantity: int, now: datetime
) -> Added:
    """The variant lies in the open basket of that token, or in a new one.

    Never more than there is in stock. Raises NotOffered for what can't be bought.
    """
    with write():
        offer = offers(shop_id, [variant_id]).get(variant_id)
        if offer is None or not offer.active or fitting(1, offer.stock) == 0:
            raise NotOffered(field="variant")
        basket = _open(shop_id, token, now)
        line = BasketLine.objects.filter(basket=basket, variant_id=variant_id).first()
        wanted = (line.quantity if line else 0) + max(1, quantity)
        held = fitting(wanted, offer.stock)
        if line is None and BasketLine.objects.filter(basket=basket).count() >= MOST_LINES:
            raise BasketFull(most=MOST_LINES)
        BasketLine.objects.update_or_create(
            shop_id=shop_id,
            basket=basket,
            variant_id=variant_id,
            defaults={"quantity": held, "unit_price": offer.price},
        )
        return Added(basket, offer, held, short=held < wanted)


def _open(shop_id: int, token: str, now: datetime) -> Basket:
    kept = locked(Basket.objects.filter(shop_id=shop_id, token=token)).first() if token else None
    # What became an order is left alone; the next thing put in starts a new basket.
    if kept is None or Basket.objects.filter(id=kept.id, order__isnull=False).exists():
        return Basket.objects.create(
            shop_id=shop_id, token=ids.token(), created_at=now, changed_at=now
        )
    kept.changed_at = now
    kept.save(update_fields=["changed_at"])
    return kept
