from datetime import datetime

from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import locked, write
from comptoir.core.errors import NotFound
from comptoir.orders.actions.void_payment import void_payment
from comptoir.payments.bank.errors import NotUndoableLine
from comptoir.payments.models import BankLine, LineBooking
from comptoir.shops.rights import PAY


def undo_line(*, shop_id: int, line_id: int, actor: Actor, now: datetime) -> BankLine:
    """The line is undecided again; what was booked from it is voided and stays in the orders' histories."""
    actor.require(PAY, shop_id)
    with write():
        line = locked(BankLine.objects.filter(shop_id=shop_id, id=line_id)).first()
        if line is None:
            raise NotFound
        if line.state not in {BankLine.State.BOOKED, BankLine.State.IGNORED}:
            raise NotUndoableLine
        standing = LineBooking.objects.filter(line=line, undone_at__isnull=True)
        for booking in standing.order_by("order_id"):
            void_payment(
                shop_id=shop_id,
                order_id=booking.order_id,
                payment_id=booking.payment_id,
                actor=actor,
                now=now,
            )
            booking.undone_at = now
            booking.save(update_fields=["undone_at"])
        if line.state == BankLine.State.IGNORED:
            events.record(
                shop_id=shop_id,
                subject=("bank_line", line.id),
                kind="bank_line.reopened",
                actor=actor,
                at=now,
            )
        proposed = bool((line.proposal.get("best") or {}).get("parts"))
        out = BankLine.State.OUT if line.amount < 0 else BankLine.State.OPEN
        line.state = BankLine.State.NEAR if proposed else out
        line.decided_by, line.decided_at = actor.name, now
        line.save(update_fields=["state", "decided_by", "decided_at"])
    return line
