from datetime import datetime, timedelta

from comptoir.baskets.locking import lock
from comptoir.baskets.models import Basket
from comptoir.catalog.actions.take_stock import take_stock
from comptoir.catalog.errors import OutOfStock
from comptoir.catalog.ledger import note
from comptoir.core.actor import Actor
from comptoir.core.database import write
from comptoir.core.errors import NotFound
from comptoir.core.kept import looking, revision
from comptoir.core.prepared import Query, Update
from comptoir.core.tally import Limit, count
from comptoir.orders import checks
from comptoir.orders.errors import (
    BasketChanged,
    BasketEmpty,
    ShopClosed,
    TermsNotAccepted,
    TooManyOrders,
)
from comptoir.orders.frozen import PlaceDetails
from comptoir.orders.models import Order
from comptoir.orders.queries.draft import draft
from comptoir.orders.totals import Draft, Problem
from comptoir.orders.writing import write_order
from comptoir.shops.models import Shop
from comptoir.shops.queries import shop_by_id

_of_basket = Query(lambda basket_id: Order.objects.filter(basket_id=basket_id), basket_id=int)
# The limit itself keeps these few.
_recent = Query(
    lambda shop_id, email, since: Order.objects.filter(
        shop_id=shop_id, email=email, placed_at__gt=since
    ).values_list("id"),
    shop_id=int,
    email=str,
    since=datetime,
)
_emptied = Update(
    lambda basket_id: (Basket.objects.filter(id=basket_id), {"checkout": {}}), basket_id=int
)


def place(
    *,
    shop_id: int,
    basket_id: int,
    details: PlaceDetails,
    seen_total: int,
    actor: Actor,
    now: datetime,
    limit: Limit | None = None,
) -> Order:
    """The basket is an order: stock is held, the number given, both mails are owed.

    A basket becomes at most one order: asked again, that order is returned. Prices,
    stock and rules are those of now; seen_total (minor units) is what the customer
    agreed to; `limit` is how many may come from where it comes from. Raises BasketChanged
    with every difference (nothing is ordered then), BasketEmpty, ShopClosed,
    TooManyOrders, TooOften, TermsNotAccepted, Invalid.
    """
    with write():
        # The basket's row makes two presses at once stand in line.
        basket = lock(shop_id, basket_id)
        if basket is None:
            raise NotFound
        existing = _of_basket.first(basket_id=basket_id)
        if existing is not None:
            return existing
        # Asked for here: a set-up that changed while the basket's row was waited for counts.
        with looking(shop_id, revision(shop_id)):
            return _placed(shop_by_id(shop_id), basket, details, seen_total, actor, now, limit)


def _placed(
    shop: Shop,
    basket: Basket,
    details: PlaceDetails,
    seen_total: int,
    actor: Actor,
    now: datetime,
    limit: Limit | None,
) -> Order:
    _check(shop, details, now)
    if limit is not None:
        count(limit, now)
    planned = _planned(shop, basket, details, now)
    _agree(planned, seen_total)
    order = _ordered(shop, basket, details, planned, actor, now)
    # What was typed stands in the order now; a basket is no place for addresses.
    _emptied(basket_id=basket.id)
    return order


def _planned(shop: Shop, basket: Basket, details: PlaceDetails, now: datetime) -> Draft:
    return draft(
        shop=shop,
        basket=basket,
        country=details.country,
        delivery_method_id=details.delivery_method_id,
        payment_method_id=details.payment_method_id,
        language=details.language,
        now=now,
    )


def _ordered(
    shop: Shop,
    basket: Basket,
    details: PlaceDetails,
    planned: Draft,
    actor: Actor,
    now: datetime,
) -> Order:
    wanted = {line.variant_id: line.quantity for line in planned.goods if line.variant_id}
    held = _hold(shop.id, wanted, planned)
    order = write_order(
        shop=shop,
        basket=basket,
        details=details,
        planned=planned,
        held=held,
        actor=actor,
        now=now,
    )
    deltas = {variant_id: -pieces for variant_id, pieces in held.items()}
    note(shop_id=shop.id, deltas=deltas, reason="order", order_id=order.id, actor=actor, now=now)
    return order


def _check(shop: Shop, details: PlaceDetails, now: datetime) -> None:
    if not shop.open:
        raise ShopClosed
    checks.check_contact(details.contact)
    checks.check_note(details.note)
    for address in (details.delivery, details.billing):
        if address is not None:
            checks.check_address(address)
    if not details.terms_accepted:
        raise TermsNotAccepted
    since = now - timedelta(hours=1)
    recent = _recent.all(shop_id=shop.id, email=details.contact.email, since=since)
    if len(recent) >= shop.orders_per_hour:
        raise TooManyOrders


def _agree(planned: Draft, seen_total: int) -> None:
    if not planned.goods and not planned.problems:
        raise BasketEmpty
    problems = list(planned.problems)
    if not problems and planned.total != seen_total:
        problems = [Problem("total", before=seen_total, after=planned.total)]
    if problems:
        raise BasketChanged(problems)


def _hold(shop_id: int, wanted: dict[int, int], planned: Draft) -> dict[int, int]:
    try:
        return take_stock(shop_id=shop_id, wanted=wanted)
    except OutOfStock as refusal:
        lines = {line.variant_id: line for line in planned.goods}
        raise BasketChanged(
            [
                Problem("stock", next(iter(lines[i].names.values()), ""), i, wanted[i], left)
                for i, left in refusal.available.items()
            ]
        ) from refusal
