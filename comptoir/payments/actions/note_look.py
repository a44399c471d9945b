from collections.abc import Sequence
from datetime import datetime

import structlog

from comptoir.core.actor import Actor
from comptoir.core.database import locked, write
from comptoir.core.errors import NotFound, Refused
from comptoir.orders.models import Order, Payment
from comptoir.payments.actions.note_refund import note_refund
from comptoir.payments.models import PaymentAttempt
from comptoir.payments.providers.interface import RefundState, Returned
from comptoir.payments.rules import next_look
from comptoir.shops.rights import REFUND

log = structlog.get_logger()


def note_look(
    *, shop_id: int, attempt_id: int, told: Sequence[Returned], actor: Actor, now: datetime
) -> None:
    """What the provider says went back of the attempt's money stands on its order, each refund once.

    `told` holds what went back of the order's other attempts too: what a person noted by hand
    may be theirs, and is not booked a second time. A refund of ours that is on its way is left
    to its own question. While any is on its way, tomorrow is the next look.
    """
    actor.require(REFUND, shop_id)
    with write():
        found = PaymentAttempt.objects.filter(shop_id=shop_id, id=attempt_id).first()
        if found is None:
            raise NotFound
        # The order first, as everybody does.
        order = locked(Order.objects.filter(shop_id=shop_id, id=found.order_id)).get()
        attempt = locked(PaymentAttempt.objects.filter(id=attempt_id)).get()
        waiting = any(one.state == RefundState.PENDING for one in told if one.of == attempt.money)
        if _on_its_way(order, attempt.money):
            waiting = True
        else:
            for one in _to_note(order, attempt.money, told):
                _note(order, one, actor, now)
        if not waiting:
            attempt.refunds_at = next_look(attempt.refunds_asked + 1, now)
            attempt.refunds_asked += 1
            attempt.save(update_fields=["refunds_at", "refunds_asked"])


def _on_its_way(order: Order, money: str) -> bool:
    """A refund that we asked for, whose name at the provider is not known yet."""
    rows = Payment.objects.filter(order=order, of__reference=money, pending=True)
    return rows.filter(voided_at=None).exists()


def _to_note(order: Order, money: str, told: Sequence[Returned]) -> list[Returned]:
    """What is told of this money, without what somebody noted by hand, for want of a notice.

    A row noted by hand names no payment. The same amount says which refund it is; rows that
    are left over stand for several together, the oldest first, as far as they reach.
    """
    new = _new(order, told)
    mine = [one for one in new if one.of == money]
    others = [one for one in new if one.of != money and not _on_its_way(order, one.of)]
    noted = _noted_by_hand(order)
    # The others' first: mine is booked then, so that when their turn comes the row is theirs.
    unmatched = _unmatched(others, noted)
    left = _unmatched(mine, noted)
    covered = _covered(order, unmatched + left, sum(noted))
    if together := [one.reference for one in left if one in covered]:
        log.warning(
            "refunds at a provider were taken for what was noted by hand",
            shop=order.shop_id,
            order=order.number,
            refunds=together,
        )
    by_hand = [one for one in mine if one not in left or one in covered]
    return [one for one in told if one.of == money and one not in by_hand]


def _covered(order: Order, told: Sequence[Returned], reach: int) -> list[Returned]:
    found = []
    for one in sorted(told, key=lambda one: one.at or order.placed_at):
        if one.amount <= reach:
            reach -= one.amount
            found.append(one)
    return found


def _new(order: Order, told: Sequence[Returned]) -> list[Returned]:
    """Those that are done, and that no row of the order names."""
    rows = Payment.objects.filter(order=order, kind=Payment.Kind.REFUND).exclude(provider="")
    known = set(rows.values_list("reference", flat=True))
    return [
        one
        for one in told
        if one.state == RefundState.DONE
        and one.currency == order.currency
        and not {one.reference, one.key} & known
    ]


def _noted_by_hand(order: Order) -> list[int]:
    rows = Payment.objects.filter(order=order, kind=Payment.Kind.REFUND, provider="")
    return list(rows.filter(voided_at=None, bank_booking=None).values_list("amount", flat=True))


def _unmatched(told: Sequence[Returned], noted: list[int]) -> list[Returned]:
    """Those whose amount nobody noted; what was matched is no longer among `noted`."""
    left = []
    for one in told:
        if one.amount in noted:
            noted.remove(one.amount)
        else:
            left.append(one)
    return left


def _note(order: Order, told: Returned, actor: Actor, now: datetime) -> None:
    try:
        note_refund(shop_id=order.shop_id, order_id=order.id, told=told, actor=actor, now=now)
    except (Refused, NotFound) as refused:
        # More than was received, another currency: nothing is booked that can't be.
        log.warning(
            "a refund at a provider was not booked",
            shop=order.shop_id,
            order=order.number,
            refund=told.reference,
            why=refused.code,
        )
