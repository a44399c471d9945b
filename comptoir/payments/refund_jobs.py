"""Refunds by a provider: asked for once, then asked about until it says how they ended."""

from collections.abc import Callable, Sequence
from datetime import datetime

from comptoir.core.actor import system
from comptoir.core.database import write
from comptoir.core.jobs import complete, retry
from comptoir.core.models import Job
from comptoir.orders.models import Payment
from comptoir.payments import credentials, queue
from comptoir.payments.actions.note_refund import note_refund
from comptoir.payments.models import ProviderAccount
from comptoir.payments.providers.interface import Fault, ProviderTrouble, RefundState, Returned
from comptoir.payments.providers.words import in_words
from comptoir.payments.queries.accounts import account_of_money
from comptoir.payments.rules import next_refund_ask


def refund(jobs: Sequence[Job], now: datetime) -> None:
    """Each refund was asked for, once, and what the provider said stands on its order."""
    _each(jobs, _asked, now)


def ask(jobs: Sequence[Job], now: datetime) -> None:
    """Each refund that was on its way stands as the provider says; if it still is, it is asked later."""
    _each(jobs, _standing, now)


def _each(
    jobs: Sequence[Job],
    question: Callable[[Payment, Job, datetime], Returned | None],
    now: datetime,
) -> None:
    for job in jobs:
        row = _pending(job)
        told = question(row, job, now) if row is not None else None
        if row is None:
            _done(job)
        elif told is not None:
            _note(row, told, job, now)


def _pending(job: Job) -> Payment | None:
    """The refund, if nobody knows yet how it ended."""
    return (
        Payment.objects.select_related("of", "order")
        .filter(shop_id=job.shop_id, id=job.payload["refund"], pending=True, voided_at=None)
        .exclude(of=None)
        .first()
    )


def _note(row: Payment, told: Returned, job: Job, now: datetime) -> None:
    with write():
        note_refund(
            shop_id=row.shop_id,
            order_id=row.order_id,
            told=told,
            actor=system(row.shop_id),
            now=now,
        )
        if told.state == RefundState.PENDING:
            asked = int(job.payload.get("asked", 0))
            at = next_refund_ask(asked, now)
            queue.ask_refund(row, named=told.reference, asked=asked + 1, run_at=at, now=now)
        complete(job)


def _asked(row: Payment, job: Job, now: datetime) -> Returned | None:
    """What the provider said; None if it must be asked again."""
    try:
        account, of = _account(row)
        return credentials.of(account).refund(
            credentials.opened(account),
            of=of,
            amount=row.amount,
            currency=row.order.currency,
            key=row.reference,
            test=account.test,
        )
    except ProviderTrouble as trouble:
        reason = in_words(trouble.fault, trouble.said)
        if not trouble.lasting:
            retry(job, reason=reason, now=now)
            return None
        return _failed(row, reason)


def _standing(row: Payment, job: Job, now: datetime) -> Returned | None:
    """Where the refund stands; None if the provider did not say, and will be asked again."""
    try:
        account, of = _account(row)
        return credentials.of(account).ask_refund(
            credentials.opened(account),
            job.payload["named"],
            of=of,
            key=row.reference,
            test=account.test,
        )
    except ProviderTrouble as trouble:
        # It was begun there: whatever is wrong now, it is not said to have failed.
        reason = in_words(trouble.fault, trouble.said)
        retry(job, reason=reason, now=now, give_up=trouble.lasting)
        return None


def _account(row: Payment) -> tuple[ProviderAccount, str]:
    """Who has the money, and what the money is called there."""
    of = row.of.reference if row.of is not None else ""
    account = account_of_money(row.shop_id, row.provider, of)
    if account is None:
        raise ProviderTrouble(Fault.REFUSED, lasting=True)
    return account, of


def _failed(row: Payment, reason: str) -> Returned:
    return Returned(
        reference="",
        of=row.of.reference if row.of is not None else "",
        amount=row.amount,
        currency=row.order.currency,
        state=RefundState.FAILED,
        key=row.reference,
        said=reason,
    )


def _done(job: Job) -> None:
    with write():
        complete(job)
