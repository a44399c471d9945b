"""Writing orders as XML, one at a time: memory does not grow with their number."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any, BinaryIO

from lxml import etree

from comptoir.core.money import plain_amount
from comptoir.exchange.orders_xml.schema import NAMESPACE, tag
from comptoir.orders.snapshot import (
    EventSnapshot,
    LineSnapshot,
    OrderSnapshot,
    ParcelSnapshot,
    PaymentSnapshot,
    TermsSnapshot,
)

LANG = "lang"
NAMESPACES: Any = {None: NAMESPACE}
TIMES = (
    "ready_at",
    "dispatched_at",
    "completed_at",
    "cancelled_at",
    "archived_at",
    "deleted_at",
    "withdrawn_at",
    "anonymised_at",
)


def write_orders(stream: BinaryIO, orders: Iterable[OrderSnapshot]) -> int:
    """The stream holds a document of these orders, valid against the XSD; returns their number."""
    count = 0
    terms: dict[TermsSnapshot, int] = {}
    with etree.xmlfile(stream, encoding="UTF-8") as document:
        document.write_declaration()
        with document.element(tag("orders"), nsmap=NAMESPACES):
            document.write("\n")
            for order in orders:
                count += 1
                element = order_element(order, terms)
                etree.indent(element, space=" ")
                document.write(element)
                document.write("\n")
    stream.write(b"\n")
    return count


def order_element(order: OrderSnapshot, terms: dict[TermsSnapshot, int]) -> etree._Element:
    """One order as an element; `terms` remembers texts written before, which are only named again."""
    root = etree.Element(tag("order"), nsmap=NAMESPACES)
    attributes(
        root,
        number=order.number,
        reference=order.reference,
        source=order.source,
        language=order.language,
        currency=order.currency,
        **{"placed-at": moment(order.placed_at), "changed-at": moment(order.changed_at)},
    )
    _state(root, order)
    _customer(root, order)
    _method(root, "delivery-method", order.delivery_as_was)
    _method(root, "payment-method", order.payment_as_was)
    text(root, "customer-note", order.customer_note)
    text(root, "comment", order.comment)
    if order.terms is not None:
        _terms(root, order.terms, terms)
    lines = etree.SubElement(root, tag("lines"))
    for line in order.lines:
        _line(lines, line, order.currency)
    _total(root, order)
    for payment in order.payments:
        _payment(root, payment, order.currency)
    for parcel in order.parcels:
        _parcel(root, parcel)
    for name in order.tags:
        etree.SubElement(root, tag("tag")).text = name
    for event in order.events:
        _event(root, event)
    return root


def attributes(element: etree._Element, **values: str) -> None:
    for name, value in values.items():
        if value:
            element.set(name, value)


def text(parent: etree._Element, name: str, value: str) -> None:
    if value:
        etree.SubElement(parent, tag(name)).text = value


def texts(parent: etree._Element, name: str, values: Mapping[str, str]) -> None:
    for language in sorted(values):
        etree.SubElement(parent, tag(name), {LANG: language}).text = values[language]


def moment(value: datetime | None) -> str:
    """UTC in ISO 8601 with microseconds if there are any."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z") if value else ""


def _state(root: etree._Element, order: OrderSnapshot) -> None:
    element = etree.SubElement(root, tag("state"))
    attributes(
        element,
        handling=order.handling,
        place=order.place,
        **{"place-before-trash": order.place_before_trash},
        **{name.replace("_", "-"): moment(getattr(order, name)) for name in TIMES},
    )


def _customer(root: etree._Element, order: OrderSnapshot) -> None:
    element = etree.SubElement(root, tag("customer"))
    for name in ("email", "name", "phone", "company"):
        text(element, name, getattr(order, name))
    text(element, "vat-number", order.vat_number)
    text(element, "city", order.city)
    text(element, "country", order.country)
    for name, address in (("billing", order.billing), ("delivery", order.delivery)):
        if address:
            fields = etree.SubElement(element, tag(name))
            for key in sorted(address):
                etree.SubElement(fields, tag(key.replace("_", "-"))).text = str(address[key])


def _method(root: etree._Element, name: str, method: Mapping[str, Any]) -> None:
    element = etree.SubElement(root, tag(name))
    for key in sorted(method):
        value = method[key]
        if isinstance(value, dict):
            texts(element, "name" if key == "names" else key, value)
        elif value is not None:
            written = json.dumps(value) if isinstance(value, bool) else str(value)
            etree.SubElement(element, tag(key.replace("_", "-"))).text = written


def _terms(
    root: etree._Element, accepted: TermsSnapshot, written: dict[TermsSnapshot, int]
) -> None:
    known = written.get(accepted)
    element = etree.SubElement(root, tag("terms"))
    element.set("id", f"terms-{known or len(written) + 1}")
    if known is None:
        written[accepted] = len(written) + 1
        element.set(LANG, accepted.language)
        element.text = accepted.text


def _line(parent: etree._Element, line: LineSnapshot, currency: str) -> None:
    element = etree.SubElement(parent, tag("line"))
    attributes(
        element,
        kind=line.kind,
        sku=line.sku,
        quantity=str(line.quantity),
        **{"unit-price": plain_amount(line.unit_price, currency)},
        net=plain_amount(line.net, currency),
        tax=plain_amount(line.tax, currency),
        gross=plain_amount(line.gross, currency),
        rate=str(line.rate),
        **{"tax-class": line.tax_class, "tax-category": line.tax_category},
        country=line.country,
    )
    texts(element, "name", line.names)


def _total(root: etree._Element, order: OrderSnapshot) -> None:
    element = etree.SubElement(root, tag("total"))
    for name, amount in (("net", order.net), ("tax", order.tax), ("gross", order.total)):
        element.set(name, plain_amount(amount, order.currency))


def _payment(root: etree._Element, payment: PaymentSnapshot, currency: str) -> None:
    element = etree.SubElement(root, tag(payment.kind))
    attributes(
        element,
        amount=plain_amount(payment.amount, currency),
        date=_day(payment.received_on),
        method=payment.method,
        provider=payment.provider,
        reference=payment.reference,
        **{"booked-at": moment(payment.created_at), "voided-at": moment(payment.voided_at)},
    )


def _parcel(root: etree._Element, parcel: ParcelSnapshot) -> None:
    element = etree.SubElement(root, tag("parcel"))
    attributes(
        element,
        carrier=parcel.carrier,
        **{
            "carrier-name": parcel.carrier_name,
            "tracking-number": parcel.tracking_number,
            "tracking-url": parcel.tracking_url,
            "dispatched-at": moment(parcel.dispatched_at),
            "removed-at": moment(parcel.removed_at),
        },
    )
    for line, quantity in parcel.contents:
        etree.SubElement(element, tag("content"), line=str(line), quantity=str(quantity))


def _event(root: etree._Element, event: EventSnapshot) -> None:
    element = etree.SubElement(root, tag("event"))
    attributes(
        element,
        kind=event.kind,
        at=moment(event.at),
        **{"actor-kind": event.actor_kind, "actor": event.actor_name},
        undoes=str(event.undoes or ""),
    )
    for name, values in (("before", event.before), ("after", event.after)):
        if values:
            packed = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
            etree.SubElement(element, tag(name)).text = packed


def _day(value: date) -> str:
    return value.isoformat()
