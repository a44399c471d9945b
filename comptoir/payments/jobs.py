"""What the worker does for payments. Everything here may be cut off anywhere and done again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import structlog
from django.db import DataError, InterfaceError, OperationalError

from comptoir.core.database import write
from comptoir.core.errors import Refused
from comptoir.core.jobs import complete, retry
from comptoir.core.models import Job
from comptoir.payments import asking, credentials
from comptoir.payments.actions.note_notice import note_notice
from comptoir.payments.actions.prove_notice import prove_notice
from comptoir.payments.models import PaymentAttempt, ProviderNotice
from comptoir.payments.notices.handle import Early, Unclear, handle
from comptoir.payments.notices.reasons import UNKNOWN, UNREADABLE
from comptoir.payments.providers.interface import Forged, NotUnderstood, ProviderTrouble
from comptoir.payments.providers.words import in_words

log = structlog.get_logger()
# Some four hours, with growing pauses; then somebody is asked to look.
EARLY_TRIES = 7
State = ProviderNotice.State


def handle_notices(jobs: Sequence[Job], now: datetime) -> None:
    """Each notice is handled, waits for its order, or is shown as unclear."""
    for job in jobs:
        row = _notice(job)
        if row is None or row.state in {State.HANDLED, State.UNPROVEN}:
            _done(job)
            continue
        _handle(job, row, now)


def _handle(job: Job, row: ProviderNotice, now: datetime) -> None:
    where: Any = {"shop_id": row.shop_id, "notice_id": row.id, "now": now}
    try:
        with write():
            order_id = handle(row, now=now)
            note_notice(**where, state=State.HANDLED, order_id=order_id)
            complete(job)
    except Early:
        if job.attempts >= EARLY_TRIES:
            _unclear(job, where, UNKNOWN)
            return
        note_notice(**where, state=State.EARLY)
        retry(job, reason="Its order is not known yet.", now=now)
    except Unclear as unclear:
        _unclear(job, where, unclear.reason)
    except (OperationalError, InterfaceError):
        raise
    except DataError:
        # Text that the database can't keep, such as a NUL: the notice's own, and no try mends it.
        log.exception("a notice could not be kept", shop=row.shop_id, notice=row.id)
        _unclear(job, where, UNREADABLE)
    except Exception as error:
        # One that nobody foresaw must not hold up those that came with it.
        log.exception("a notice could not be handled", shop=row.shop_id, notice=row.id)
        if job.attempts >= EARLY_TRIES:
            _unclear(job, where, UNREADABLE)
            return
        retry(job, reason=f"{type(error).__name__}: {error}", now=now)


def _unclear(job: Job, where: Any, reason: str) -> None:
    with write():
        note_notice(**where, state=State.UNCLEAR, reason=reason)
        complete(job)


def prove_notices(jobs: Sequence[Job], now: datetime) -> None:
    """Each notice is known to be genuine, or gone."""
    for job in jobs:
        row = _notice(job)
        if row is not None and row.state == State.UNPROVEN:
            try:
                _prove(row, now)
            except ProviderTrouble as trouble:
                retry(job, reason=in_words(trouble.fault, trouble.said), now=now)
                continue
        _done(job)


def _prove(row: ProviderNotice, now: datetime) -> None:
    provider, body = credentials.of(row.account), row.body.encode()
    genuine, name = True, ""
    try:
        provider.fetch_certificate(row.headers, now=now)
        provider.verify(credentials.opened(row.account), row.headers, body, now=row.received_at)
        name = provider.event_name(body)
    except (Forged, NotUnderstood):
        genuine = False
        log.warning("a forged notice was dropped", provider=provider.name, shop=row.shop_id)
    prove_notice(shop_id=row.shop_id, notice_id=row.id, event_id=name, genuine=genuine, now=now)


def ask(jobs: Sequence[Job], now: datetime) -> None:
    """Each attempt stands as the provider says."""
    _each_attempt(jobs, now, asking.settle)


def end(jobs: Sequence[Job], now: datetime) -> None:
    """Each attempt that was left is closed at the provider."""
    _each_attempt(jobs, now, asking.close)


def _each_attempt(jobs: Sequence[Job], now: datetime, act: "asking.Acting") -> None:
    for job in jobs:
        attempt = (
            PaymentAttempt.objects.select_related("account")
            .filter(shop_id=job.shop_id, id=job.payload["attempt"])
            .first()
        )
        try:
            if attempt is not None:
                act(attempt, now=now)
        except ProviderTrouble as trouble:
            reason = in_words(trouble.fault, trouble.said)
            retry(job, reason=reason, now=now, give_up=trouble.lasting)
            continue
        except Refused as refused:
            retry(job, reason=refused.message, now=now, give_up=True)
            continue
        _done(job)


def _notice(job: Job) -> ProviderNotice | None:
    rows = ProviderNotice.objects.select_related("account", "account__method")
    return rows.filter(shop_id=job.shop_id, id=job.payload["notice"]).first()


def _done(job: Job) -> None:
    with write():
        complete(job)
