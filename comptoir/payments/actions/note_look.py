from collections import Counter
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

    A refund of ours that is on its way is left to its own question, and one that a person noted
    by hand is not booked a second time. While any is on its way, tomorrow is the next look.
    """
    actor.require(REFUND, shop_id)
    with write():
        found = PaymentAttempt.objects.filter(shop_id=shop_id, id=attempt_id).first()
        if found is None:
            raise NotFound
        # The order first, as everybody does.
        order = locked(Order.objects.filter(shop_id=shop_id, id=found.order_id)).get()
        attempt = locked(PaymentAttempt.objects.filter(id=attempt_id)).get()
        waiting = any(one.state == RefundState.PENDING for one in told)
        if _on_its_way(order, attempt):
            waiting = True
        else:
            for one in _not_by_hand(order, told):
                _note(order, one, actor, now)
        if not waiting:
            attempt.refunds_at = next_look(attempt.refunds_asked + 1, now)
            attempt.refunds_asked += 1
            attempt.save(update_fields=["refunds_at", "refunds_asked"])


def _on_its_way(order: Order, attempt: PaymentAttempt) -> bool:
    """A refund that we asked for, whose name at the provider is not known yet."""
    rows = Payment.objects.filter(order=order, of__reference=attempt.money, pending=True)
    return rows.filter(voided_at=None).exists()


def _not_by_hand(order: Order, told: Sequence[Returned]) -> list[Returned]:
    """Without those that somebody noted by hand, for want of a notice: the same amount says so."""
    rows = Payment.objects.filter(order=order, kind=Payment.Kind.REFUND)
    known = set(rows.exclude(provider="").values_list("reference", flat=True))
    by_hand = rows.filter(provider="", voided_at=None, bank_booking=None)
    noted = Counter(by_hand.values_list("amount", flat=True))
    left = []
    for one in told:
        if not {one.reference, one.key} & known and noted[one.amount] > 0:
            noted[one.amount] -= 1
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
