from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from comptoir.core.actor import Actor
from comptoir.core.clock import day_in
from comptoir.core.errors import Invalid
from comptoir.core.models import Event
from comptoir.core.prepared import insert
from comptoir.orders import money
from comptoir.orders.change import changing
from comptoir.orders.errors import NothingToPay
from comptoir.orders.models import Payment
from comptoir.shops.rights import PAY


def mark_paid(
    *,
    shop_id: int,
    order_id: int,
    amount: int | None = None,
    received_on: date | None = None,
    method: str = "",
    reference: str = "",
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Event:
    """A payment stands on the order, and its payment state follows.

    amount: minor units, the open balance if None; received_on: today in the shop's zone if
    None. An order paid meanwhile stays as it is: that event. Raises NothingToPay, Invalid, OrderMoved.
    """
    with changing(
        shop_id=shop_id, order_id=order_id, right=PAY, actor=actor, now=now, version=version
    ) as change:
        order = change.order
        change.outside_trash()
        due = order.balance
        if due <= 0 and order.received > 0 and version not in (None, order.version):
            event = change.already("order.paid")  # another amount is another payment: told
            if amount in (None, event.after.get("amount")):
                return event
        change.fresh()
        if amount is None and due <= 0:
            raise NothingToPay
        paid = due if amount is None else amount
        if paid <= 0:
            raise Invalid("amount", _("The amount must be more than zero."), "amount")
        day = received_on or day_in(now, order.shop.zone)
        if day > day_in(now, order.shop.zone):
            raise Invalid("received_on", _("This date lies in the future."), "received_on")
        payment = Payment(
            shop_id=shop_id,
            order=order,
            kind=Payment.Kind.PAYMENT,
            amount=paid,
            received_on=day,
            method=method,
            reference=reference,
            created_at=now,
        )
        insert([payment])
        money.recount(order)
        after = money.as_json(payment) | {"mail": order.shop.mail_payment_received}
        return change.record("order.paid", after=after)
