"""What Stripe tells by itself.

After https://docs.stripe.com/api/events/object and https://docs.stripe.com/checkout/fulfillment.
"""

import json
from collections.abc import Mapping
from typing import Any

from comptoir.payments.providers.interface import Notice, NotUnderstood
from comptoir.payments.providers.stripe.reading import facts_of, refund_of

SESSIONS = frozenset(
    {
        "checkout.session.completed",
        "checkout.session.async_payment_succeeded",
        "checkout.session.async_payment_failed",
        "checkout.session.expired",
    }
)
ASKED_REFUNDS = frozenset({"refund.created", "refund.updated", "refund.failed"})
# How older versions of the interface called it.
REFUNDS = ASKED_REFUNDS | {"charge.refund.updated"}


def read(body: bytes, *, test: bool) -> Notice:
    """Raises NotUnderstood."""
    event = as_json(body)
    event_id, kind = event.get("id"), event.get("type")
    data = event.get("data")
    about = data.get("object") if isinstance(data, Mapping) else None
    if not isinstance(event_id, str) or not isinstance(kind, str):
        raise NotUnderstood("no id or no type")
    if kind not in SESSIONS | REFUNDS:
        return Notice(event_id, kind)
    if not isinstance(about, Mapping):
        raise NotUnderstood("no object in it")
    if event.get("livemode") is test:
        raise NotUnderstood("of the other mode")
    if kind in REFUNDS:
        return Notice(event_id, kind, refunds=(refund_of(about),))
    return Notice(
        event_id,
        kind,
        key=str(about.get("client_reference_id") or ""),
        reference=str(about.get("id") or ""),
        facts=facts_of(about, failed=kind.endswith("async_payment_failed")),
    )


def as_json(body: bytes) -> Mapping[str, Any]:
    """Raises NotUnderstood for anything but an object."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotUnderstood("not JSON") from error
    if not isinstance(found, dict):
        raise NotUnderstood("not an object")
    return found
