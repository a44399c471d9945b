"""Refunds that merchants made at a provider's own pages, found without any notice."""

from collections.abc import Sequence
from datetime import datetime

import structlog

from comptoir.core.actor import system
from comptoir.core.database import write
from comptoir.core.jobs import complete
from comptoir.core.models import Job
from comptoir.payments import credentials
from comptoir.payments.actions.note_look import note_look
from comptoir.payments.models import PaymentAttempt
from comptoir.payments.providers.interface import ProviderTrouble

log = structlog.get_logger()


def look(jobs: Sequence[Job], now: datetime) -> None:
    """Each payment's refunds at the provider stand on its order.

    A provider that does not answer is asked another day; nothing waits for this, so nobody is told.
    """
    for job in jobs:
        attempt = (
            PaymentAttempt.objects.select_related("account")
            .filter(shop_id=job.shop_id, id=job.payload["attempt"])
            .exclude(money="")
            .first()
        )
        if attempt is not None:
            _look(attempt, now)
        with write():
            complete(job)


def _look(attempt: PaymentAttempt, now: datetime) -> None:
    account = attempt.account
    try:
        told = credentials.of(account).refunds_of(
            credentials.opened(account), attempt.reference, of=attempt.money, test=account.test
        )
    except ProviderTrouble as trouble:
        log.info("refunds could not be looked for", shop=attempt.shop_id, why=str(trouble))
        return
    note_look(
        shop_id=attempt.shop_id,
        attempt_id=attempt.id,
        told=told,
        actor=system(attempt.shop_id),
        now=now,
    )
