from datetime import datetime

from comptoir.core import events
from comptoir.core.actor import Actor
from comptoir.core.database import locked, write
from comptoir.core.errors import NotFound
from comptoir.payments.bank.errors import LineDecided
from comptoir.payments.models import BankLine
from comptoir.shops.rights import PAY


def ignore_line(*, shop_id: int, line_id: int, actor: Actor, now: datetime) -> BankLine:
    """The line is no order's money; who said so stands on it. Once more changes nothing."""
    actor.require(PAY, shop_id)
    with write():
        line = locked(BankLine.objects.filter(shop_id=shop_id, id=line_id)).first()
        if line is None:
            raise NotFound
        if line.state == BankLine.State.BOOKED:
            raise LineDecided
        if line.state != BankLine.State.IGNORED:
            line.state = BankLine.State.IGNORED
            line.decided_by, line.decided_at = actor.name, now
            line.save(update_fields=["state", "decided_by", "decided_at"])
            events.record(
                shop_id=shop_id,
                subject=("bank_line", line.id),
                kind="bank_line.ignored",
                actor=actor,
                at=now,
                after={"amount": line.amount, "booked_on": line.booked_on.isoformat()},
            )
    return line
