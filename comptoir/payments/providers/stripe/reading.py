"""Stripe's objects as plain facts; the same for what it answers and for what its notices hold.

After https://docs.stripe.com/api/checkout/sessions/object and https://docs.stripe.com/api/refunds/object.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from comptoir.payments.providers.interface import (
    Facts,
    NotUnderstood,
    Received,
    RefundState,
    Returned,
    Standing,
)
from comptoir.payments.providers.stripe.amounts import NoSuchAmount, from_stripe

_REFUNDS = {
    "succeeded": RefundState.DONE,
    "pending": RefundState.PENDING,
    "requires_action": RefundState.PENDING,
    "failed": RefundState.FAILED,
    "canceled": RefundState.FAILED,
}
Json = Mapping[str, Any]
# Stripe's own bound is far below.
LARGEST = 10**15


def facts_of(session: Json, *, failed: bool = False) -> Facts:
    """What a Checkout Session says. `failed`: a later payment of it did not succeed."""
    status, paid = session.get("status"), session.get("payment_status")
    if paid == "paid":
        return Facts(Standing.PAID, (_received(session),))
    if status == "expired":
        return Facts(Standing.ENDED)
    if failed or _intent_failed(session):
        return Facts(Standing.DECLINED)
    return Facts(Standing.PENDING if status == "complete" else Standing.OPEN)


def refund_of(refund: Json) -> Returned:
    """What a Refund says. Raises NotUnderstood."""
    state = _REFUNDS.get(str(refund.get("status")))
    if state is None:
        raise NotUnderstood(f"refund status {refund.get('status')}")
    amount, currency = _money(refund, "amount")
    noted = refund.get("metadata")
    return Returned(
        reference=_text(refund, "id"),
        of=_id(refund.get("payment_intent")),
        amount=amount,
        currency=currency,
        state=state,
        key=str(noted.get("comptoir") or "") if isinstance(noted, Mapping) else "",
        said=str(refund.get("failure_reason") or ""),
        at=_moment(refund),
    )


def _received(session: Json) -> Received:
    amount, currency = _money(session, "amount_total")
    reference = _id(session.get("payment_intent"))
    if not reference:
        raise NotUnderstood("a paid session without its payment")
    return Received(reference, amount, currency)


def _intent_failed(session: Json) -> bool:
    intent = session.get("payment_intent")
    status = intent.get("status") if isinstance(intent, Mapping) else ""
    return session.get("status") == "complete" and status in {"requires_payment_method", "canceled"}


def _money(values: Json, name: str) -> tuple[int, str]:
    amount, currency = values.get(name), str(values.get("currency") or "").upper()
    if not isinstance(amount, int) or isinstance(amount, bool) or len(currency) != 3:
        raise NotUnderstood(f"no amount in {name}")
    if not 0 <= amount <= LARGEST:
        raise NotUnderstood(f"no amount in {name}")
    try:
        return from_stripe(amount, currency), currency
    except NoSuchAmount as error:
        raise NotUnderstood(f"amount {amount} {currency}") from error


def _text(values: Json, name: str) -> str:
    found = values.get(name)
    if not isinstance(found, str) or not found:
        raise NotUnderstood(f"no {name}")
    return found


def _id(value: Any) -> str:
    """The id of something that is named, or given whole."""
    if isinstance(value, Mapping):
        value = value.get("id")
    return value if isinstance(value, str) else ""


def _moment(values: Json) -> datetime | None:
    created = values.get("created")
    try:
        return datetime.fromtimestamp(created, UTC) if isinstance(created, int) else None
    except (ValueError, OverflowError, OSError):
        return None
