"""What a notice says is done, in whatever order notices come."""

from datetime import datetime

from comptoir.core.actor import system
from comptoir.orders.errors import AboveReceived, NotPositive
from comptoir.payments import credentials, queue
from comptoir.payments.actions.note_facts import note_facts
from comptoir.payments.actions.note_refund import note_refund
from comptoir.payments.errors import OtherCurrency
from comptoir.payments.models import PaymentAttempt, ProviderNotice
from comptoir.payments.notices.reasons import AMOUNT, CURRENCY, REFUND, UNKNOWN, UNREADABLE
from comptoir.payments.providers.interface import (
    Facts,
    Notice,
    NotUnderstood,
    Returned,
    Standing,
)


class Early(Exception):
    """The notice is about something that is not known here, yet."""


class Unclear(Exception):
    """Somebody must look at the notice; `reason` is a code of `reasons.py`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def handle(row: ProviderNotice, *, now: datetime) -> int | None:
    """What the notice says stands; the id of the order that it was about, if any.

    Called inside `write()`. Raises Early, Unclear.
    """
    account = row.account
    try:
        told = credentials.of(account).read(row.body.encode(), test=account.test)
    except NotUnderstood as error:
        raise Unclear(UNREADABLE) from error
    order_id = None
    if told.facts is not None:
        order_id = _facts(row, told, told.facts, now)
    for refund in told.refunds:
        order_id = _refund(row, refund, now) or order_id
    return order_id


def _facts(row: ProviderNotice, told: Notice, facts: Facts, now: datetime) -> int | None:
    attempt = _attempt(row, told)
    if attempt is None:
        # Other programs may use the same account; what is theirs carries no key of ours.
        if not told.key:
            return None
        raise Early
    if facts.standing == Standing.APPROVED:
        queue.ask(attempt, because=f"notice:{row.id}", now=now)
        return attempt.order_id
    try:
        note_facts(
            shop_id=row.shop_id,
            attempt_id=attempt.id,
            facts=facts,
            actor=system(row.shop_id),
            now=now,
        )
    except OtherCurrency as error:
        raise Unclear(CURRENCY) from error
    except NotPositive as error:
        raise Unclear(AMOUNT) from error
    return attempt.order_id


def _attempt(row: ProviderNotice, told: Notice) -> PaymentAttempt | None:
    rows = PaymentAttempt.objects.filter(shop_id=row.shop_id, account_id=row.account_id)
    found = rows.filter(key=told.key).first() if told.key else None
    if found is None and told.reference:
        found = rows.filter(reference=told.reference).first()
    return found


def _refund(row: ProviderNotice, told: Returned, now: datetime) -> int | None:
    rows = PaymentAttempt.objects.filter(account_id=row.account_id, money=told.of)
    attempt = rows.first() if told.of else None
    if attempt is None:
        # It may have overtaken the notice of its payment.
        raise Early if told.key or told.of else Unclear(UNKNOWN)
    try:
        note_refund(
            shop_id=row.shop_id,
            order_id=attempt.order_id,
            told=told,
            actor=system(row.shop_id),
            now=now,
        )
    except AboveReceived as error:
        raise Unclear(REFUND) from error
    except OtherCurrency as error:
        raise Unclear(CURRENCY) from error
    except NotPositive as error:
        raise Unclear(AMOUNT) from error
    return attempt.order_id
