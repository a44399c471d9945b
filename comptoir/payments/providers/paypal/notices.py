"""What PayPal tells by itself.

After https://developer.paypal.com/api/rest/webhooks/event-names/ (Orders v2, Payments v2).
"""

import json
from collections.abc import Mapping
from typing import Any

from comptoir.payments.providers.interface import Notice, NotUnderstood
from comptoir.payments.providers.paypal.reading import (
    facts_of_capture,
    facts_of_order,
    key_of,
    refund_of,
)

ORDERS = frozenset({"CHECKOUT.ORDER.APPROVED", "CHECKOUT.ORDER.COMPLETED"})
CAPTURES = frozenset(
    {"PAYMENT.CAPTURE.COMPLETED", "PAYMENT.CAPTURE.DENIED", "PAYMENT.CAPTURE.PENDING"}
)
REFUNDS = frozenset({"PAYMENT.CAPTURE.REFUNDED", "PAYMENT.REFUND.PENDING", "PAYMENT.REFUND.FAILED"})


def read(body: bytes) -> Notice:
    """Raises NotUnderstood."""
    event = as_json(body)
    event_id, kind, about = event.get("id"), event.get("event_type"), event.get("resource")
    if not isinstance(event_id, str) or not isinstance(kind, str):
        raise NotUnderstood("no id or no type")
    if kind not in ORDERS | CAPTURES | REFUNDS:
        return Notice(event_id, kind)
    if not isinstance(about, Mapping):
        raise NotUnderstood("no resource in it")
    if kind in REFUNDS:
        return Notice(event_id, kind, refunds=(refund_of(about),))
    if kind in CAPTURES:
        return Notice(
            event_id,
            kind,
            key=str(about.get("custom_id") or ""),
            reference=_order_of(about),
            facts=facts_of_capture(about),
        )
    return Notice(
        event_id,
        kind,
        key=key_of(about),
        reference=str(about.get("id") or ""),
        facts=facts_of_order(about),
    )


def _order_of(capture: Mapping[str, Any]) -> str:
    found: Any = capture
    for name in ("supplementary_data", "related_ids", "order_id"):
        found = found.get(name) if isinstance(found, Mapping) else None
    return found if isinstance(found, str) else ""


def as_json(body: bytes) -> Mapping[str, Any]:
    """Raises NotUnderstood for anything but an object."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotUnderstood("not JSON") from error
    if not isinstance(found, dict):
        raise NotUnderstood("not an object")
    return found
