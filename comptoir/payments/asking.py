"""What became of an attempt: asked of the provider, outside any transaction, then noted."""

from datetime import datetime
from typing import Protocol

from comptoir.core.actor import system
from comptoir.orders.models import Order
from comptoir.orders.states import Place
from comptoir.payments import credentials
from comptoir.payments.actions.note_facts import note_facts
from comptoir.payments.models import PaymentAttempt
from comptoir.payments.providers.interface import Facts, Standing
from comptoir.payments.rules import may_take


class Acting(Protocol):
    """As `settle` and `close` are."""

    def __call__(self, attempt: PaymentAttempt, *, now: datetime) -> PaymentAttempt: ...


def settle(attempt: PaymentAttempt, *, now: datetime) -> PaymentAttempt:
    """The order knows what the provider knows of the attempt.

    What the customer has approved is taken, if it is still owed. However often this is done, and
    wherever it is cut off, money is taken once and booked once. Raises ProviderTrouble, OtherCurrency.
    """
    return note_facts(
        shop_id=attempt.shop_id,
        attempt_id=attempt.id,
        facts=_facts(attempt),
        actor=system(attempt.shop_id),
        now=now,
    )


def _facts(attempt: PaymentAttempt) -> Facts:
    if not attempt.reference:
        # Nobody was sent to the provider: we never heard where to.
        return Facts(Standing.ENDED)
    account = attempt.account
    provider, given = credentials.of(account), credentials.opened(account)
    facts = provider.ask(given, attempt.reference, test=account.test)
    if facts.standing != Standing.APPROVED:
        return facts
    order = Order.objects.get(id=attempt.order_id)
    wanted = may_take(
        amount=attempt.amount,
        balance=order.balance,
        cancelled=order.cancelled,
        in_trash=order.place == Place.TRASH,
    )
    if not wanted:
        return Facts(Standing.ENDED)
    return provider.take(given, attempt.reference, attempt.key, test=account.test)


def close(attempt: PaymentAttempt, *, now: datetime) -> PaymentAttempt:
    """The attempt can't be paid any more; if it was paid just now, that is noted.

    Raises ProviderTrouble.
    """
    account = attempt.account
    if attempt.reference and attempt.state == PaymentAttempt.State.WAITING:
        provider, given = credentials.of(account), credentials.opened(account)
        facts = provider.ask(given, attempt.reference, test=account.test)
        if facts.standing == Standing.OPEN:
            provider.end(given, attempt.reference, test=account.test)
    return settle(attempt, now=now)
