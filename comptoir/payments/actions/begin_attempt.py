from datetime import datetime, timedelta

from comptoir.core.actor import Actor
from comptoir.core.database import locked, write
from comptoir.core.errors import NotFound
from comptoir.core.ids import token
from comptoir.orders.models import Order
from comptoir.orders.states import Place
from comptoir.payments import queue
from comptoir.payments.errors import NotConnected, NothingToPayHere
from comptoir.payments.models import PaymentAttempt, ProviderAccount
from comptoir.payments.queries.attempts import OPEN, still_good

# The customer may take a while at the provider; notices come before that anyway.
FIRST_ASK = timedelta(minutes=10)


def begin_attempt(
    *, shop_id: int, order_id: int, account_id: int, actor: Actor, now: datetime
) -> PaymentAttempt:
    """The customer is about to pay what is open on the order through the account.

    An open attempt over the same amount is used again, so that two tabs pay the same one; others
    are ended at their providers by the worker. Raises NotConnected, NothingToPayHere, NotFound.
    """
    with write():
        order = locked(Order.objects.filter(shop_id=shop_id, id=order_id)).first()
        account = ProviderAccount.objects.filter(shop_id=shop_id, id=account_id).first()
        if order is None or account is None:
            raise NotFound
        method = account.method
        if method.connected_at is None or not method.active or method.kind != account.provider:
            raise NotConnected
        if order.balance <= 0 or order.cancelled or order.place == Place.TRASH:
            raise NothingToPayHere
        wanted = (account.id, order.balance, order.currency)
        found = None
        for attempt in PaymentAttempt.objects.filter(order=order, state__in=OPEN).order_by("-id"):
            same = (attempt.account_id, attempt.amount, attempt.currency) == wanted
            if found is None and same and still_good(attempt, now):
                found = attempt
            else:
                queue.end(attempt, now=now)
        return found or PaymentAttempt.objects.create(
            shop_id=shop_id,
            order=order,
            account=account,
            key=token(),
            amount=order.balance,
            currency=order.currency,
            created_at=now,
            ask_at=now + FIRST_ASK,
        )
