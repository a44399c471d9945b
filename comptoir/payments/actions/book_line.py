from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from comptoir.core.actor import Actor
from comptoir.core.clock import day_in
from comptoir.core.database import locked, write
from comptoir.core.errors import NotFound
from comptoir.core.models import Event
from comptoir.orders.actions.mark_paid import mark_paid
from comptoir.orders.actions.refund import refund
from comptoir.orders.errors import OrderMoved
from comptoir.orders.history import events_of
from comptoir.orders.models import Order, Payment
from comptoir.payments.bank.errors import LineDecided, NothingProposed, PartsTooLarge
from comptoir.payments.matching import Part
from comptoir.payments.models import BankLine, LineBooking
from comptoir.shops.rights import PAY, REFUND

DECIDED = (BankLine.State.BOOKED, BankLine.State.IGNORED)


def book_line(
    *,
    shop_id: int,
    line_id: int,
    parts: Sequence[Part],
    method: str,
    versions: Mapping[int, int] | None = None,
    proposal: Mapping[str, Any] | None = None,
    actor: Actor,
    now: datetime,
) -> BankLine:
    """The line is booked on these orders: payments for money in, refunds for money out.

    `versions`: order → the version that was looked at; OrderMoved if one is another now; `proposal`:
    why, to be kept on the line. All parts or none. A line that was decided meanwhile raises LineDecided; more than its amount PartsTooLarge.
    """
    actor.require(PAY, shop_id)
    with write():
        line = _undecided(shop_id, line_id, parts)
        if line.amount < 0:
            actor.require(REFUND, shop_id)
        day = min(line.value_on, day_in(now, line.shop.zone))
        # Orders are locked in their order, so that two lines never wait for each other.
        for part in sorted(parts, key=lambda one: one.order_id):
            _unmoved(shop_id, part.order_id, (versions or {}).get(part.order_id))
            event = _paid(line, part, day, method, actor, now)
            payment = Payment.objects.get(shop_id=shop_id, id=event.after["payment_id"])
            LineBooking.objects.create(
                shop_id=shop_id,
                line=line,
                order_id=part.order_id,
                payment=payment,
                amount=part.amount,
            )
        line.state = BankLine.State.BOOKED
        line.decided_by, line.decided_at = actor.name, now
        if proposal is not None:
            line.proposal = dict(proposal)
        line.save(update_fields=["state", "proposal", "decided_by", "decided_at"])
    return line


def _undecided(shop_id: int, line_id: int, parts: Sequence[Part]) -> BankLine:
    """The line, locked, if these parts can be booked of it."""
    rows = BankLine.objects.select_related("shop").filter(shop_id=shop_id, id=line_id)
    line = locked(rows).first()
    if line is None:
        raise NotFound
    if line.state in DECIDED:
        raise LineDecided
    if not parts:
        raise NothingProposed
    much = sum(part.amount for part in parts) > abs(line.amount)
    if much or line.currency != line.shop.currency:
        raise PartsTooLarge
    return line


def _unmoved(shop_id: int, order_id: int, version: int | None) -> None:
    """The order is locked, and as it was looked at."""
    order = locked(Order.objects.filter(shop_id=shop_id, id=order_id)).first()
    if order is None:
        raise NotFound
    if version is not None and order.version != version:
        raise OrderMoved(list(events_of(order)[: max(1, order.version - version)]))


def _paid(line: BankLine, part: Part, day: date, method: str, actor: Actor, now: datetime) -> Event:
    if line.amount > 0:
        return mark_paid(
            shop_id=line.shop_id,
            order_id=part.order_id,
            amount=part.amount,
            received_on=day,
            method=method,
            reference=line.bank_reference,
            actor=actor,
            now=now,
        )
    return refund(
        shop_id=line.shop_id,
        order_id=part.order_id,
        amount=part.amount,
        refunded_on=day,
        method=method,
        reference=line.fingerprint,
        actor=actor,
        now=now,
    )
