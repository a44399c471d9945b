from datetime import datetime

from comptoir.core.actor import Actor
from comptoir.core.clock import day_in
from comptoir.core.database import locked, write
from comptoir.core.errors import NotFound
from comptoir.core.texts import text_in
from comptoir.orders.actions.book_payment import book_payment
from comptoir.orders.models import Order
from comptoir.payments.errors import OtherCurrency
from comptoir.payments.models import PaymentAttempt
from comptoir.payments.providers.interface import Facts, Received, Standing
from comptoir.payments.rules import next_ask, next_look
from comptoir.shops.models import Shop
from comptoir.shops.rights import PAY

_STATES = {
    Standing.DECLINED: PaymentAttempt.State.DECLINED,
    Standing.ENDED: PaymentAttempt.State.ENDED,
}


def note_facts(
    *, shop_id: int, attempt_id: int, facts: Facts, actor: Actor, now: datetime
) -> PaymentAttempt:
    """What the provider says of the attempt stands on the order: money is booked, once, as it came.

    Whatever comes later changes nothing of what was booked: a notice that says "open" after
    one that said "paid" is only late. Raises OtherCurrency, and then nothing is booked.
    """
    actor.require(PAY, shop_id)
    with write():
        found = PaymentAttempt.objects.filter(shop_id=shop_id, id=attempt_id).first()
        if found is None:
            raise NotFound
        # The order first, as everybody does, so that nothing waits crosswise.
        order = locked(Order.objects.select_related("shop").filter(id=found.order_id)).get()
        attempt = locked(PaymentAttempt.objects.filter(id=attempt_id)).get()
        for received in facts.received:
            _book(attempt, order, received, actor, now)
        if attempt.state != PaymentAttempt.State.PAID:
            attempt.state = _STATES.get(facts.standing, attempt.state)
        over = attempt.state not in {PaymentAttempt.State.BEGUN, PaymentAttempt.State.WAITING}
        attempt.ask_at = None if over else next_ask(attempt.asked, now)
        attempt.asked += 1
        attempt.save(update_fields=["state", "money", "ask_at", "asked", "refunds_at"])
        return attempt


def _book(
    attempt: PaymentAttempt, order: Order, received: Received, actor: Actor, now: datetime
) -> None:
    if received.currency != order.currency:
        raise OtherCurrency
    shop: Shop = order.shop
    book_payment(
        shop_id=order.shop_id,
        order_id=order.id,
        amount=received.amount,
        provider=attempt.account.provider,
        reference=received.reference,
        method=text_in(attempt.account.method.names, shop.language, shop.language),
        received_on=day_in(received.at, shop.zone) if received.at else None,
        actor=actor,
        now=now,
    )
    if attempt.state != PaymentAttempt.State.PAID:
        attempt.refunds_at = next_look(0, now)
    attempt.state, attempt.money = PaymentAttempt.State.PAID, received.reference
