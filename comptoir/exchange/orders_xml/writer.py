"""Writing orders as XML, one at a time: memory does not grow with their number.

The text is put together here: a million orders through a tree take an hour, so half of it.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, BinaryIO

from comptoir.core.money import plain_amount
from comptoir.exchange.orders_xml.schema import NAMESPACE
from comptoir.orders.snapshot import (
    EventSnapshot,
    LineSnapshot,
    OrderSnapshot,
    ParcelSnapshot,
    PaymentSnapshot,
    TermsSnapshot,
)

LANG = "lang"
# A shop with more has orders that say each something of its own.
MOST_METHODS = 1000
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
_odd_in_text = re.compile("[&<>\r]").search
_odd_in_attribute = re.compile('[&<>"\n\r\t]').search
# What no XML 1.0 document may hold, however it is written.
_impossible = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]").search
_IN_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_IN_ATTRIBUTE = str.maketrans(_IN_TEXT | {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
_TEXT = str.maketrans(_IN_TEXT)
_packed = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the document already: texts, which are only named again, and methods."""

    terms: dict[TermsSnapshot, int] = field(default_factory=dict)
    # Most orders share a few. By what they say: a text of theirs is a quarter of the work.
    methods: dict[str, str] = field(default_factory=dict)


def write_orders(stream: BinaryIO, orders: Iterable[OrderSnapshot]) -> int:
    """The stream holds a document of these orders, valid against the XSD; returns their number."""
    count = 0
    written = Written()
    stream.write(b"<?xml version='1.0' encoding='UTF-8'?>\n")
    stream.write(f'<orders xmlns="{NAMESPACE}">\n'.encode())
    for order in orders:
        count += 1
        stream.write(order_text(order, written).encode())
    stream.write(b"</orders>\n")
    return count


def order_text(order: OrderSnapshot, written: Written) -> str:
    """One order as a line of XML and those inside it.

    Raises ValueError for characters that XML can't hold.
    """
    text = "".join(_order(order, written))
    if _impossible(text):
        raise ValueError(f"order {order.number} holds characters that XML does not allow")
    return text


def _order(order: OrderSnapshot, written: Written) -> Iterator[str]:
    currency = order.currency
    yield f'<order xmlns="{NAMESPACE}"'
    yield _attributes(
        ("number", order.number),
        ("reference", order.reference),
        ("source", order.source),
        ("language", order.language),
        ("currency", currency),
        ("placed-at", moment(order.placed_at)),
        ("changed-at", moment(order.changed_at)),
    )
    yield ">\n"
    yield _state(order)
    yield _group(" ", "customer", "", _customer(order))
    yield _method("delivery-method", order.delivery_as_was, written.methods)
    yield _method("payment-method", order.payment_as_was, written.methods)
    yield _if_any(" ", "customer-note", order.customer_note)
    yield _if_any(" ", "comment", order.comment)
    if order.terms is not None:
        yield _terms(order.terms, written.terms)
    yield _group(" ", "lines", "", [_line(line, currency) for line in order.lines])
    yield _total(order)
    for payment in order.payments:
        yield _payment(payment, currency)
    for parcel in order.parcels:
        yield _parcel(parcel)
    for name in order.tags:
        yield f" <tag>{_text(name)}</tag>\n"
    for event in order.events:
        yield _event(event)
    yield "</order>\n"


def moment(value: datetime | None) -> str:
    """UTC in ISO 8601 with microseconds if there are any."""
    if value is None:
        return ""
    if value.tzinfo is not UTC:
        value = value.astimezone(UTC)
    return value.isoformat()[: -len("+00:00")] + "Z"


def _text(value: str) -> str:
    return value.translate(_TEXT) if _odd_in_text(value) else value


def _attributes(*values: tuple[str, str]) -> str:
    """Those that say something."""
    # One look at all of them is enough for most: hardly any holds an odd character.
    if _odd_in_attribute("".join([value for _name, value in values])):
        values = tuple([(name, value.translate(_IN_ATTRIBUTE)) for name, value in values])
    return "".join([f' {name}="{value}"' for name, value in values if value])


def _group(indent: str, name: str, attributes: str, inside: Iterable[str]) -> str:
    within = "".join(inside)
    if not within:
        return f"{indent}<{name}{attributes}/>\n"
    return f"{indent}<{name}{attributes}>\n{within}{indent}</{name}>\n"


def _if_any(indent: str, name: str, value: str) -> str:
    return f"{indent}<{name}>{_text(value)}</{name}>\n" if value else ""


def _texts(indent: str, name: str, values: Mapping[str, str]) -> str:
    return "".join(
        [
            f"{indent}<{name}{_attributes(('lang', language))}>{_text(values[language])}</{name}>\n"
            for language in sorted(values)
        ]
    )


def _state(order: OrderSnapshot) -> str:
    times = [(name.replace("_", "-"), moment(getattr(order, name))) for name in TIMES]
    said = _attributes(
        ("handling", order.handling),
        ("place", order.place),
        ("place-before-trash", order.place_before_trash),
        *times,
    )
    return f" <state{said}/>\n"


def _customer(order: OrderSnapshot) -> Iterator[str]:
    for name in ("email", "name", "phone", "company"):
        yield _if_any("  ", name, getattr(order, name))
    yield _if_any("  ", "vat-number", order.vat_number)
    yield _if_any("  ", "city", order.city)
    yield _if_any("  ", "country", order.country)
    for name, address in (("billing", order.billing), ("delivery", order.delivery)):
        if address:
            yield _group("  ", name, "", _address(address))


def _address(address: Mapping[str, Any]) -> Iterator[str]:
    for key in sorted(address):
        name = key.replace("_", "-")
        yield f"   <{name}>{_text(str(address[key]))}</{name}>\n"


def _method(name: str, method: Mapping[str, Any], written: dict[str, str]) -> str:
    said = f"{name}{method}"
    if said not in written:
        if len(written) >= MOST_METHODS:
            written.clear()
        written[said] = _group(" ", name, "", _method_parts(method))
    return written[said]


def _method_parts(method: Mapping[str, Any]) -> Iterator[str]:
    for key in sorted(method):
        value = method[key]
        if isinstance(value, dict):
            yield _texts("  ", "name" if key == "names" else key, value)
        elif value is not None:
            name = key.replace("_", "-")
            said = json.dumps(value) if isinstance(value, bool) else str(value)
            yield f"  <{name}>{_text(said)}</{name}>\n"


def _terms(accepted: TermsSnapshot, written: dict[TermsSnapshot, int]) -> str:
    known = written.get(accepted)
    if known is not None:
        return f' <terms id="terms-{known}"/>\n'
    written[accepted] = len(written) + 1
    language = _attributes(("lang", accepted.language))
    return f' <terms id="terms-{len(written)}"{language}>{_text(accepted.text)}</terms>\n'


def _line(line: LineSnapshot, currency: str) -> str:
    what = _attributes(("kind", line.kind), ("sku", line.sku))
    price, net = plain_amount(line.unit_price, currency), plain_amount(line.net, currency)
    tax, gross = plain_amount(line.tax, currency), plain_amount(line.gross, currency)
    how_taxed = _attributes(
        ("tax-class", line.tax_class),
        ("tax-category", line.tax_category),
        ("country", line.country),
    )
    said = (
        f'{what} quantity="{line.quantity}" unit-price="{price}" net="{net}" tax="{tax}"'
        f' gross="{gross}" rate="{line.rate}"{how_taxed}'
    )
    return _group("  ", "line", said, (_texts("   ", "name", line.names),))


def _total(order: OrderSnapshot) -> str:
    sums = (("net", order.net), ("tax", order.tax), ("gross", order.total))
    said = [f' {name}="{plain_amount(amount, order.currency)}"' for name, amount in sums]
    return f" <total{''.join(said)}/>\n"


def _payment(payment: PaymentSnapshot, currency: str) -> str:
    said = _attributes(
        ("amount", plain_amount(payment.amount, currency)),
        ("date", payment.received_on.isoformat()),
        ("method", payment.method),
        ("provider", payment.provider),
        ("reference", payment.reference),
        ("booked-at", moment(payment.created_at)),
        ("voided-at", moment(payment.voided_at)),
    )
    return f" <{payment.kind}{said}/>\n"


def _parcel(parcel: ParcelSnapshot) -> str:
    said = _attributes(
        ("carrier", parcel.carrier),
        ("carrier-name", parcel.carrier_name),
        ("tracking-number", parcel.tracking_number),
        ("tracking-url", parcel.tracking_url),
        ("dispatched-at", moment(parcel.dispatched_at)),
        ("removed-at", moment(parcel.removed_at)),
    )
    contents = [
        f'  <content line="{line}" quantity="{quantity}"/>\n' for line, quantity in parcel.contents
    ]
    return _group(" ", "parcel", said, contents)


def _event(event: EventSnapshot) -> str:
    said = _attributes(
        ("kind", event.kind),
        ("at", moment(event.at)),
        ("actor-kind", event.actor_kind),
        ("actor", event.actor_name),
        ("undoes", str(event.undoes or "")),
    )
    changes = [
        f"  <{name}>{_text(_packed(values))}</{name}>\n"
        for name, values in (("before", event.before), ("after", event.after))
        if values
    ]
    return _group(" ", "event", said, changes)
