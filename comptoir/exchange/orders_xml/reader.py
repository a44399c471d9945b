"""Reading orders from XML, one at a time; what can't be read is named by its line."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from lxml import etree

from comptoir.core.errors import Invalid
from comptoir.core.money import parse_money
from comptoir.exchange.orders_xml.schema import NAMESPACE, schema, tag
from comptoir.exchange.orders_xml.writer import LANG, TIMES
from comptoir.orders.snapshot import (
    EventSnapshot,
    LineSnapshot,
    OrderSnapshot,
    ParcelSnapshot,
    PaymentSnapshot,
    TermsSnapshot,
)

PREFIX = len(NAMESPACE) + 2


@dataclass(frozen=True)
class Found:
    """An order and the line of the file where it begins."""

    line: int
    order: OrderSnapshot


@dataclass(frozen=True)
class Broken:
    """Something that can't be taken: where, and why, in the reader's words."""

    line: int
    number: str
    reason: str


class NotOrders(Exception):
    """A well-formed document of something else."""


def read_orders(stream: BinaryIO) -> Iterator[Found | Broken]:
    """Each order of the document, or what is wrong with it; an unreadable rest ends it.

    No entity is resolved and nothing is fetched.
    """
    terms: dict[str, TermsSnapshot] = {}
    try:
        for element in _elements(stream):
            yield _read(element, terms)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except NotOrders:
        yield Broken(1, "", _("the document does not hold orders of Comptoir"))
    except etree.XMLSyntaxError as error:
        yield Broken(error.lineno or 0, "", error.msg or str(error))


def _elements(stream: BinaryIO) -> Iterator[Any]:
    events = etree.iterparse(
        stream,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
    )
    depth = 0
    for event, element in events:
        depth += 1 if event == "start" else -1
        if event == "start" and depth == 1 and element.tag != tag("orders"):
            raise NotOrders
        if event == "end" and depth == 1:
            yield element


def _read(element: Any, terms: dict[str, TermsSnapshot]) -> Found | Broken:
    line, number = element.sourceline or 0, element.get("number", "")
    # Texts that later orders only name are kept even if this order can't be taken.
    _remember(element.find(tag("terms")), terms)
    check = schema()
    if not check.validate(element):
        faults: Any = check.error_log
        return Broken(line, number, faults[0].message)
    try:
        order = _order(element, terms)
    except Invalid as error:
        return Broken(line, number, error.message)
    except (ValueError, KeyError, TypeError) as error:
        return Broken(line, number, str(error))
    if _total(element, order) != (order.net, order.tax, order.total):
        return Broken(line, number, _("the total is not the sum of the lines"))
    return Found(line, order)


def _order(element: Any, terms: dict[str, TermsSnapshot]) -> OrderSnapshot:
    state, customer = element.find(tag("state")), element.find(tag("customer"))
    currency = element.get("currency")
    return OrderSnapshot(
        number=element.get("number"),
        reference=element.get("reference", ""),
        source=element.get("source", ""),
        language=element.get("language"),
        currency=currency,
        placed_at=_required(element.get("placed-at")),
        changed_at=_required(element.get("changed-at")),
        email=_text(customer, "email"),
        name=_text(customer, "name"),
        phone=_text(customer, "phone"),
        company=_text(customer, "company"),
        vat_number=_text(customer, "vat-number"),
        city=_text(customer, "city"),
        country=_text(customer, "country"),
        billing=_address(customer.find(tag("billing"))),
        delivery=_address(customer.find(tag("delivery"))),
        delivery_as_was=_delivery(element.find(tag("delivery-method"))),
        payment_as_was=_payment_method(element.find(tag("payment-method"))),
        terms=_terms(element.find(tag("terms")), terms),
        customer_note=_text(element, "customer-note"),
        comment=_text(element, "comment"),
        handling=state.get("handling"),
        place=state.get("place"),
        place_before_trash=state.get("place-before-trash", ""),
        **{name: _moment(state.get(name.replace("_", "-"))) for name in TIMES},
        lines=tuple(_line(line, currency) for line in element.iterfind(f"{tag('lines')}/*")),
        payments=tuple(
            _payment(child, currency)
            for child in element.iterchildren(tag("payment"), tag("refund"))
        ),
        parcels=tuple(_parcel(parcel) for parcel in element.iterchildren(tag("parcel"))),
        tags=tuple(child.text or "" for child in element.iterchildren(tag("tag"))),
        events=tuple(_event(event) for event in element.iterchildren(tag("event"))),
    )


def _text(parent: Any, name: str) -> str:
    found = parent.find(tag(name))
    return (found.text or "") if found is not None else ""


def _moment(value: str | None) -> datetime | None:
    return _required(value) if value else None


def _required(value: str) -> datetime:
    found = datetime.fromisoformat(value)
    if found.tzinfo is None:
        raise ValueError(f"{value} says no zone")
    return found


def _address(element: Any) -> dict[str, str]:
    if element is None:
        return {}
    return {child.tag[PREFIX:].replace("-", "_"): child.text or "" for child in element}


def _texts(element: Any, name: str) -> dict[str, str]:
    return {child.get(LANG): child.text or "" for child in element.iterchildren(tag(name))}


def _delivery(element: Any) -> dict[str, Any]:
    found: dict[str, Any] = _plain(element, {"carrier": str, "tracking_address": str})
    found |= _plain(element, {"pickup": lambda text: text == "true"})
    days = _plain(element, {"days_min": int, "days_max": int})
    # An order of the shop's own always says both, even when they are open.
    return found | ({"days_min": None, "days_max": None} if "pickup" in found else {}) | days


def _payment_method(element: Any) -> dict[str, Any]:
    names = ("kind", "holder", "iban", "bic", "holder_street", "holder_postal_code", "holder_city")
    texts = dict.fromkeys(names, str)
    found = _plain(element, texts | {"beforehand": lambda text: text == "true"})
    if "kind" in found:
        found["instructions"] = _texts(element, "instructions")
    return found


def _plain(element: Any, kinds: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"names": _texts(element, "name")}
    for name, convert in kinds.items():
        child = element.find(tag(name.replace("_", "-")))
        if child is not None:
            found[name] = convert(child.text or "")
    return found


def _terms(element: Any, known: dict[str, TermsSnapshot]) -> TermsSnapshot | None:
    return None if element is None else known[element.get("id")]


def _remember(element: Any, known: dict[str, TermsSnapshot]) -> None:
    if element is not None and element.get("id") and element.get(LANG):
        known[element.get("id")] = TermsSnapshot(element.get(LANG), element.text or "")


@lru_cache(1 << 16)
def _amount(text: str, currency: str) -> int:
    return parse_money(text, currency, "en")


def _line(element: Any, currency: str) -> LineSnapshot:
    return LineSnapshot(
        kind=element.get("kind"),
        names=_texts(element, "name"),
        sku=element.get("sku", ""),
        quantity=int(element.get("quantity")),
        unit_price=_amount(element.get("unit-price"), currency),
        net=_amount(element.get("net"), currency),
        tax=_amount(element.get("tax"), currency),
        gross=_amount(element.get("gross"), currency),
        rate=int(element.get("rate")),
        tax_class=element.get("tax-class", ""),
        tax_category=element.get("tax-category", ""),
        country=element.get("country", ""),
    )


def _total(element: Any, order: OrderSnapshot) -> tuple[int, ...]:
    total = element.find(tag("total"))
    return tuple(_amount(total.get(name), order.currency) for name in ("net", "tax", "gross"))


def _payment(element: Any, currency: str) -> PaymentSnapshot:
    return PaymentSnapshot(
        kind=element.tag[PREFIX:],
        amount=_amount(element.get("amount"), currency),
        received_on=date.fromisoformat(element.get("date")),
        method=element.get("method", ""),
        provider=element.get("provider", ""),
        reference=element.get("reference", ""),
        created_at=_required(element.get("booked-at")),
        voided_at=_moment(element.get("voided-at")),
    )


def _parcel(element: Any) -> ParcelSnapshot:
    return ParcelSnapshot(
        tracking_number=element.get("tracking-number", ""),
        carrier=element.get("carrier", ""),
        carrier_name=element.get("carrier-name", ""),
        tracking_url=element.get("tracking-url", ""),
        dispatched_at=_required(element.get("dispatched-at")),
        removed_at=_moment(element.get("removed-at")),
        contents=tuple(
            (int(row.get("line")), int(row.get("quantity")))
            for row in element.iterchildren(tag("content"))
        ),
    )


def _event(element: Any) -> EventSnapshot:
    undoes = element.get("undoes")
    return EventSnapshot(
        kind=element.get("kind"),
        at=_required(element.get("at")),
        actor_kind=element.get("actor-kind"),
        actor_name=element.get("actor", ""),
        before=json.loads(_text(element, "before") or "{}"),
        after=json.loads(_text(element, "after") or "{}"),
        undoes=int(undoes) if undoes else None,
    )
