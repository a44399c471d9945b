from datetime import datetime

from comptoir.core.actor import Actor
from comptoir.core.models import Event
from comptoir.orders import fees
from comptoir.orders.change import changing
from comptoir.orders.errors import NotOffered, OtherTotal
from comptoir.orders.models import OrderLine
from comptoir.orders.queries.payment_offers import fee_lines, payment_offers
from comptoir.orders.writing import payment_as_was
from comptoir.shops.rights import EDIT


def change_payment_method(
    *,
    shop_id: int,
    order_id: int,
    payment_method_id: int,
    seen_total: int,
    version: int | None = None,
    actor: Actor,
    now: datetime,
) -> Event:
    """The order is to be paid another way; the fee of the former one is gone, that of the new is on it.

    seen_total (minor units) is what whoever asked was shown. The customer may do it behind the
    order's secret link, staff with the right to edit. Asked again, that event is returned.
    Raises NotOffered, OtherTotal, OrderMoved.
    """
    right = None if actor.kind == "customer" else EDIT
    with changing(
        shop_id=shop_id, order_id=order_id, right=right, actor=actor, now=now, version=version
    ) as change:
        order = change.order
        if order.payment_method_id == payment_method_id and order.total == seen_total:
            return change.already("order.payment_method_changed")
        change.living()
        change.fresh()
        lines = list(OrderLine.objects.filter(order=order))
        offers = payment_offers(order.shop, order, lines)
        chosen = next((one for one in offers if one.method.id == payment_method_id), None)
        if chosen is None:
            raise NotOffered
        if chosen.total != seen_total:
            raise OtherTotal
        old = fee_lines(order, lines)
        order.payment_method = chosen.method
        order.payment_as_was = payment_as_was(chosen.method, order.language, order.shop.language)
        new = fees.replace(order, old, [chosen.fee] if chosen.fee else [])
        return change.record(
            "order.payment_method_changed",
            before={"fees": fees.as_json(old)},
            after={"fees": fees.as_json(new)},
        )
