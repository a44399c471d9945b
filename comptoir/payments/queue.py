"""What the worker does for payments, as jobs: their names, and how they come into the queue."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from comptoir.core.jobs import enqueue
from comptoir.orders.models import Payment
from comptoir.payments.models import PaymentAttempt, ProviderNotice

NOTICE, PROVE, ASK, END, REFUND, ASK_REFUND, LOOK = (
    "payments.notice",
    "payments.prove",
    "payments.ask",
    "payments.end",
    "payments.refund",
    "payments.ask_refund",
    "payments.look_for_refunds",
)
LABELS = {
    NOTICE: _("Handle a payment provider's notice"),
    PROVE: _("Check that a payment provider's notice is genuine"),
    ASK: _("Ask a payment provider about a payment"),
    END: _("Close a payment that was begun and left"),
    REFUND: _("Ask a payment provider for a refund"),
    ASK_REFUND: _("Ask a payment provider about a refund"),
    LOOK: _("Look for refunds made at a payment provider's own pages"),
}


def notice(row: ProviderNotice, *, now: datetime) -> None:
    """The notice will be handled, or first proven."""
    kind = PROVE if row.state == ProviderNotice.State.UNPROVEN else NOTICE
    enqueue(
        shop_id=row.shop_id,
        kind=kind,
        key=f"{kind}:{row.id}",
        payload={"notice": row.id},
        now=now,
    )


def ask(
    attempt: PaymentAttempt, *, because: str, now: datetime, run_at: datetime | None = None
) -> None:
    """The provider will be asked where the attempt stands.

    because: tells questions apart, so that one being answered does not stand for a later one.
    """
    enqueue(
        shop_id=attempt.shop_id,
        kind=ASK,
        key=f"{ASK}:{attempt.id}:{because}",
        payload={"attempt": attempt.id},
        now=now,
        run_at=run_at,
    )


def end(attempt: PaymentAttempt, *, now: datetime) -> None:
    """The attempt will be closed at the provider; the one that never got there is over at once."""
    if attempt.reference:
        enqueue(
            shop_id=attempt.shop_id,
            kind=END,
            key=f"{END}:{attempt.id}",
            payload={"attempt": attempt.id},
            now=now,
        )
        return
    # Another process may be speaking with the provider about it: what comes of that is asked for.
    attempt.state = PaymentAttempt.State.ENDED
    attempt.save(update_fields=["state"])


def refund(shop_id: int, refund_id: int, *, now: datetime) -> None:
    """The provider will be asked for the refund that stands on the order, pending."""
    enqueue(
        shop_id=shop_id,
        kind=REFUND,
        key=f"{REFUND}:{refund_id}",
        payload={"refund": refund_id},
        now=now,
    )


def ask_refund(
    row: Payment, *, named: str, asked: int, run_at: datetime | None, now: datetime
) -> None:
    """The provider will be asked where the refund stands that it calls so; no `run_at`: no more."""
    if run_at is not None:
        enqueue(
            shop_id=row.shop_id,
            kind=ASK_REFUND,
            key=f"{ASK_REFUND}:{row.id}:{asked}",
            payload={"refund": row.id, "named": named, "asked": asked},
            now=now,
            run_at=run_at,
        )


def look(attempt: PaymentAttempt, *, now: datetime) -> None:
    """The provider will be asked what went back of the attempt's money."""
    enqueue(
        shop_id=attempt.shop_id,
        kind=LOOK,
        key=f"{LOOK}:{attempt.id}:{now.date().isoformat()}",
        payload={"attempt": attempt.id},
        now=now,
    )
