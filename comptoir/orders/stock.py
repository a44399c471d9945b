"""Stock that an order's lines hold: given back, taken again, noted in the ledger."""

from collections.abc import Mapping
from datetime import datetime

from comptoir.catalog.actions.put_back_stock import put_back_stock
from comptoir.catalog.actions.take_stock import take_stock
from comptoir.catalog.ledger import note
from comptoir.core.actor import Actor
from comptoir.orders.models import Order, OrderLine
from comptoir.orders.parcels import goods_of, to_send

Pieces = dict[str, int]


def give_back(order: Order, reason: str, actor: Actor, now: datetime) -> Pieces:
    """What was held and not yet sent is in stock again; line id (text) → pieces given back."""
    left = to_send(order)
    lines = [line for line in goods_of(order) if min(line.stock_held, left.get(line.id, 0)) > 0]
    given = {str(line.id): min(line.stock_held, left[line.id]) for line in lines}
    _hold(lines, {line: -pieces for line, pieces in given.items()})
    back = put_back_stock(shop_id=order.shop_id, pieces=_by_variant(lines, given))
    note(shop_id=order.shop_id, deltas=back, reason=reason, order_id=order.id, actor=actor, now=now)
    return given


def take_again(order: Order, pieces: Mapping[str, int], actor: Actor, now: datetime) -> None:
    """What was given back is held again. Raises OutOfStock, and then nothing is taken."""
    goods = goods_of(order)
    # Never more than the line wants: what was sent meanwhile is held already.
    pieces = {
        str(line.id): min(pieces.get(str(line.id), 0), line.quantity - line.stock_held)
        for line in goods
    }
    lines = [line for line in goods if pieces[str(line.id)] > 0]
    wanted = _by_variant(lines, pieces)
    held = take_stock(shop_id=order.shop_id, wanted=wanted)
    tracked = [line for line in lines if line.variant_id is not None and held.get(line.variant_id)]
    _hold(tracked, pieces)
    deltas = {variant: -taken for variant, taken in held.items()}
    note(
        shop_id=order.shop_id,
        deltas=deltas,
        reason="take_back",
        order_id=order.id,
        actor=actor,
        now=now,
    )


def _hold(lines: list[OrderLine], change: Mapping[str, int]) -> None:
    for line in lines:
        line.stock_held += change[str(line.id)]
        line.save(update_fields=["stock_held"])


def _by_variant(lines: list[OrderLine], pieces: Mapping[str, int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for line in lines:
        if line.variant_id is not None:
            found[line.variant_id] = found.get(line.variant_id, 0) + pieces[str(line.id)]
    return found
