"""Refunds that merchants made at a provider's own pages, found without any notice."""

from collections.abc import Sequence
from datetime import datetime

import structlog
from django.db import InterfaceError, OperationalError

from comptoir.core.actor import system
from comptoir.core.database import write
from comptoir.core.jobs import complete
from comptoir.core.models import Job
from comptoir.payments import credentials
from comptoir.payments.actions.note_look import note_look
from comptoir.payments.models import PaymentAttempt
from comptoir.payments.providers.interface import ProviderTrouble, Returned

log = structlog.get_logger()


def look(jobs: Sequence[Job], now: datetime) -> None:
    """Each payment's refunds at the provider stand on its order.

    A provider that does not answer is asked another day; nothing waits for this, so nobody is told.
    """
    for job in jobs:
        try:
            _do(job, now)
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            # One that nobody foresaw must not hold up those that came with it; tomorrow is a look again.
            log.exception("a look for refunds failed", shop=job.shop_id, **job.payload)
        with write():
            complete(job)


def _do(job: Job, now: datetime) -> None:
    rows = PaymentAttempt.objects.select_related("account").filter(shop_id=job.shop_id)
    attempt = rows.filter(id=job.payload["attempt"]).exclude(money="").first()
    if attempt is None:
        return
    told = _told(attempt)
    if told is None:
        return
    # A refund noted by hand does not say of which of the order's payments it is: all are asked.
    others = rows.filter(order_id=attempt.order_id).exclude(id=attempt.id).exclude(money="")
    for other in others.filter(account__method__connected_at__isnull=False):
        told += _told(other) or []
    note_look(
        shop_id=attempt.shop_id,
        attempt_id=attempt.id,
        told=told,
        actor=system(attempt.shop_id),
        now=now,
    )


def _told(attempt: PaymentAttempt) -> list[Returned] | None:
    """What the provider says went back; None if it does not answer."""
    account = attempt.account
    try:
        found = credentials.of(account).refunds_of(
            credentials.opened(account), attempt.reference, of=attempt.money, test=account.test
        )
    except ProviderTrouble as trouble:
        log.info("refunds could not be looked for", shop=attempt.shop_id, why=str(trouble))
        return None
    return list(found)
