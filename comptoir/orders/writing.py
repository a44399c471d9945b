"""Writing a new order: its rows, its number, its first event."""

from datetime import datetime

from comptoir.baskets.models import Basket
from comptoir.core.actor import Actor
from comptoir.core.clock import day_in, month_in
from comptoir.core.counters import next_number
from comptoir.core.events import record
from comptoir.core.ids import reference, token
from comptoir.core.prepared import Query, insert
from comptoir.core.texts import text_in
from comptoir.methods.models import DeliveryMethod, PaymentMethod
from comptoir.methods.queries import delivery_methods, payment_methods
from comptoir.orders import figures, search_index
from comptoir.orders.deadlines import deadlines
from comptoir.orders.frozen import Address, DeliveryAsWas, PaymentAsWas, PlaceDetails
from comptoir.orders.models import Order, OrderLine
from comptoir.orders.rules import payment_state
from comptoir.orders.totals import Draft, both_names
from comptoir.shops.actions.keep_wording import keep_wording
from comptoir.shops.models import Shop
from comptoir.shops.rules import formatted_number

_of_number = Query(
    lambda shop_id, number: Order.objects.filter(shop_id=shop_id, number=number).values_list("id"),
    shop_id=int,
    number=str,
)


def write_order(
    *,
    shop: Shop,
    basket: Basket,
    details: PlaceDetails,
    planned: Draft,
    held: dict[int, int],
    actor: Actor,
    now: datetime,
) -> Order:
    """Order, lines, figures, search and the event stand; the number is the next of its series."""
    order = _unnumbered(shop, basket, details, planned, now)
    # Last, so that the counter's lock is short and a refusal leaves no gap.
    order.number = new_number(shop, now)
    insert([order])
    _write_lines(order, planned, held)
    figures.add(shop_id=shop.id, month=month_in(now, shop.zone), orders=1, total=order.total)
    search_index.add(order, [line.sku for line in planned.lines])
    record(
        shop_id=shop.id,
        subject=("order", order.id),
        kind="order.placed",
        actor=actor,
        at=now,
        after={"number": order.number, "total": order.total, "mail": True},
    )
    return order


def new_number(shop: Shop, now: datetime) -> str:
    """The shop's next order number; numbers that imported orders brought along are passed over."""
    year = day_in(now, shop.zone).year
    series = f"order:{year}" if "{year}" in shop.number_format else "order"
    while True:
        number = formatted_number(shop.number_format, year, next_number(shop.id, series))
        if _of_number.first(shop_id=shop.id, number=number) is None:
            return number


def _unnumbered(
    shop: Shop, basket: Basket, details: PlaceDetails, planned: Draft, now: datetime
) -> Order:
    contact, delivery = details.contact, details.delivery
    # The draft has checked that both belong to the shop and are offered.
    deliveries = {method.id: method for method in delivery_methods(shop.id)}
    payments = {method.id: method for method in payment_methods(shop.id)}
    delivery_method = deliveries[details.delivery_method_id]
    payment_method = payments[details.payment_method_id]
    terms = text_in(shop.terms, details.language, shop.language)
    remind_at, expire_at = deadlines(payment_method, now, shop.zone)
    return Order(
        shop=shop,
        reference=reference(10),
        token=token(),
        basket=basket,
        language=details.language,
        currency=shop.currency,
        placed_at=now,
        changed_at=now,
        email=contact.email,
        name=contact.name,
        phone=contact.phone,
        company=contact.company,
        vat_number=contact.vat_number,
        billing=_kept(details.billing),
        delivery=_kept(delivery),
        city=delivery["city"] if delivery else "",
        country=delivery["country"] if delivery else "",
        delivery_method=delivery_method,
        payment_method=payment_method,
        delivery_as_was=delivery_as_was(delivery_method, details.language, shop.language),
        payment_as_was=payment_as_was(payment_method, details.language, shop.language),
        terms=keep_wording(shop_id=shop.id, language=details.language, text=terms, now=now)
        if terms
        else None,
        customer_note=details.note,
        items=planned.items,
        net=planned.net,
        tax=planned.tax,
        total=planned.total,
        payment_state=payment_state(planned.total, 0, 0),
        remind_at=remind_at,
        expire_at=expire_at,
    )


def _kept(address: Address | None) -> dict[str, object]:
    return dict(address) if address else {}


def delivery_as_was(method: DeliveryMethod, language: str, shop_language: str) -> DeliveryAsWas:
    return {
        "names": both_names(method.names, language, shop_language),
        "pickup": method.pickup,
        "carrier": method.carrier,
        "tracking_address": method.tracking_address,
        "days_min": method.days_min,
        "days_max": method.days_max,
    }


def payment_as_was(method: PaymentMethod, language: str, shop_language: str) -> PaymentAsWas:
    was: PaymentAsWas = {
        "names": both_names(method.names, language, shop_language),
        "kind": method.kind,
        "instructions": both_names(method.instructions, language, shop_language),
        "holder": method.holder,
        "iban": method.iban,
        "bic": method.bic,
        "beforehand": method.beforehand,
    }
    if method.holder_city:
        was["holder_street"] = method.holder_street
        was["holder_postal_code"] = method.holder_postal_code
        was["holder_city"] = method.holder_city
    return was


def _write_lines(order: Order, planned: Draft, held: dict[int, int]) -> None:
    lines = [
        OrderLine(
            shop_id=order.shop_id,
            order=order,
            position=position,
            kind=line.kind,
            variant_id=line.variant_id,
            names=line.names,
            sku=line.sku,
            quantity=line.quantity,
            unit_price=line.unit_price,
            net=line.net,
            tax=line.tax,
            gross=line.gross,
            rate=line.rate,
            tax_class=line.tax_class,
            tax_category=line.tax_category,
            country=line.country,
            stock_held=held.get(line.variant_id or 0, 0),
        )
        for position, line in enumerate(planned.lines, start=1)
    ]
    insert(lines)
