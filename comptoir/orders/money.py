"""The money of an order: its sums follow from its payments."""

from django.db.models import Sum

from comptoir.core.prepared import Query
from comptoir.orders.errors import RefundedMeanwhile
from comptoir.orders.models import Order, Payment
from comptoir.orders.rules import payment_state

_sums = Query(
    lambda order_id: (
        Payment.objects.filter(order_id=order_id, voided_at__isnull=True)
        .order_by()
        .values_list("kind")
        .annotate(Sum("amount"))
    ),
    order_id=int,
)


def recount(order: Order) -> None:
    """`received`, `refunded` and `payment_state` say what the payments say (not saved yet).

    Raises RefundedMeanwhile if more would have gone out than came in.
    """
    sums = dict(_sums.all(order_id=order.id))
    order.received = sums.get("payment", 0)
    order.refunded = sums.get("refund", 0)
    if order.refunded > order.received:
        raise RefundedMeanwhile
    order.payment_state = payment_state(order.total, order.received, order.refunded)


def standing_payment(order: Order, payment_id: int) -> Payment | None:
    """The order's payment (money in) of that id, unless it was voided."""
    rows = Payment.objects.filter(order=order, id=payment_id, voided_at__isnull=True)
    return rows.filter(kind=Payment.Kind.PAYMENT).first()


def refundable(order: Order, payment: Payment) -> int:
    """How much of the payment can still go back, in minor units: what is left of it, and of all."""
    given_back = Payment.objects.filter(of=payment, voided_at__isnull=True)
    sent = given_back.aggregate(sum=Sum("amount"))["sum"] or 0
    return int(min(payment.amount - sent, order.received - order.refunded))


def as_json(payment: Payment) -> dict[str, object]:
    """What the history says of a payment."""
    by = {"provider": payment.provider} if payment.provider else {}
    return by | {
        "payment_id": payment.id,
        "amount": payment.amount,
        "received_on": payment.received_on.isoformat(),
        "method": payment.method,
        "reference": payment.reference,
    }
