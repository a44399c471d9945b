"""PayPal's objects as plain facts; the same for what it answers and for what its notices hold.

After https://developer.paypal.com/docs/api/orders/v2/ (orders, purchase units, captures),
https://developer.paypal.com/sdk/orders/v2/definitions/payment_collection (refunds of a unit) and
https://developer.paypal.com/docs/api/payments/v2/ (captures, refunds).
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from comptoir.payments.providers.interface import (
    Facts,
    NotUnderstood,
    Received,
    RefundState,
    Returned,
    Standing,
)
from comptoir.payments.providers.paypal.amounts import NoSuchAmount, from_paypal

Json = Mapping[str, Any]
# What stays of a capture when some of it, or all, went back is still money that came.
_CAME = frozenset({"COMPLETED", "PARTIALLY_REFUNDED", "REFUNDED"})
_GONE_BACK = frozenset({"PARTIALLY_REFUNDED", "REFUNDED"})
_FAILED = frozenset({"DECLINED", "FAILED"})
_ORDERS = {
    "APPROVED": Standing.APPROVED,
    "VOIDED": Standing.ENDED,
}
_REFUNDS = {
    "COMPLETED": RefundState.DONE,
    "PENDING": RefundState.PENDING,
    "FAILED": RefundState.FAILED,
    "CANCELLED": RefundState.FAILED,
}


def facts_of_order(order: Json) -> Facts:
    """What an order of PayPal's says. Raises NotUnderstood."""
    captures = list(_payments(order, "captures"))
    received = tuple(received_of(one) for one in captures if one.get("status") in _CAME)
    if received:
        return Facts(Standing.PAID, received)
    if any(one.get("status") == "PENDING" for one in captures):
        return Facts(Standing.PENDING)
    if any(one.get("status") in _FAILED for one in captures):
        return Facts(Standing.DECLINED)
    return Facts(_ORDERS.get(str(order.get("status")), Standing.OPEN))


def facts_of_capture(capture: Json) -> Facts:
    """What a capture says. Raises NotUnderstood."""
    status = capture.get("status")
    if status in _CAME:
        return Facts(Standing.PAID, (received_of(capture),))
    if status in _FAILED:
        return Facts(Standing.DECLINED)
    if status == "PENDING":
        return Facts(Standing.PENDING)
    raise NotUnderstood(f"capture status {status}")


def received_of(capture: Json) -> Received:
    """The money of a capture. Raises NotUnderstood."""
    amount, currency = _money(capture)
    return Received(_text(capture, "id"), amount, currency, _moment(capture))


def refund_of(refund: Json, *, of: str = "") -> Returned:
    """What a refund says; the capture it is of is the one its link "up" leads to. Raises NotUnderstood."""
    state = _REFUNDS.get(str(refund.get("status")))
    if state is None:
        raise NotUnderstood(f"refund status {refund.get('status')}")
    amount, currency = _money(refund)
    details = refund.get("status_details")
    return Returned(
        reference=_text(refund, "id"),
        of=of or _up(refund),
        amount=amount,
        currency=currency,
        state=state,
        key=str(refund.get("custom_id") or ""),
        said=str(details.get("reason") or "") if isinstance(details, Mapping) else "",
        at=_moment(refund),
    )


def refunds_of_order(order: Json, of: str) -> tuple[Returned, ...]:
    """What went back of that capture, as its order tells. Raises NotUnderstood.

    Only where the capture itself is called refunded: what a bank took back is another thing.
    """
    back = [one for one in _payments(order, "captures") if one.get("status") in _GONE_BACK]
    if all(one.get("id") != of for one in back):
        return ()
    refunds = _payments(order, "refunds")
    return tuple(refund_of(one, of=of) for one in refunds if _up(one) == of)


def key_of(order: Json) -> str:
    """Our name of the attempt, as it stands in the order's one purchase unit."""
    for unit in _list(order.get("purchase_units")):
        if unit.get("custom_id"):
            return str(unit["custom_id"])
    return ""


def link(values: Json, *rels: str) -> str:
    """Where the first of these links leads; "" without one."""
    for rel in rels:
        for one in _list(values.get("links")):
            if one.get("rel") == rel and isinstance(one.get("href"), str):
                return str(one["href"])
    return ""


def _payments(order: Json, kind: str) -> Iterator[Json]:
    for unit in _list(order.get("purchase_units")):
        payments = unit.get("payments")
        if isinstance(payments, Mapping):
            yield from _list(payments.get(kind))


def _up(refund: Json) -> str:
    return link(refund, "up").rstrip("/").rsplit("/", 1)[-1]


def _list(value: Any) -> list[Json]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _money(values: Json) -> tuple[int, str]:
    money = values.get("amount")
    if not isinstance(money, Mapping):
        raise NotUnderstood("no amount")
    currency = str(money.get("currency_code") or "")
    if len(currency) != 3 or not currency.isalpha():
        raise NotUnderstood("no currency")
    try:
        return from_paypal(str(money.get("value")), currency), currency.upper()
    except NoSuchAmount as error:
        raise NotUnderstood(f"amount {money.get('value')} {currency}") from error


def _text(values: Json, name: str) -> str:
    found = values.get(name)
    if not isinstance(found, str) or not found:
        raise NotUnderstood(f"no {name}")
    return found


def _moment(values: Json) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(values.get("create_time")))
    except ValueError:
        return None
    return found if found.tzinfo else None
