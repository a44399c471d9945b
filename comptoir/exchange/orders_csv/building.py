"""An invoice of somebody's file as an order of ours: paid, completed, archived, marked as imported."""

from base64 import b32encode
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from hashlib import sha256
from typing import Any

from babel.core import Locale
from django.utils.translation import gettext_lazy as _

from comptoir.core.clock import day_in
from comptoir.core.errors import Invalid
from comptoir.core.money import LARGEST, digits
from comptoir.core.tax import add_tax, split_gross
from comptoir.exchange.orders_csv.mapping import Mapping
from comptoir.exchange.orders_csv.rows import Invoice, Row
from comptoir.orders.snapshot import EventSnapshot, LineSnapshot, OrderSnapshot, PaymentSnapshot

LONGEST = 200


def order_from(
    invoice: Invoice, mapping: Mapping, *, cancelled: bool, refunds: Sequence[Invoice]
) -> OrderSnapshot:
    """The same invoice gives the same order each time, so that a second import finds it there.

    Raises Invalid for what can't be an order: quantities of the wrong sign, prices below zero.
    """
    sign = -1 if cancelled else 1
    lines = tuple(line_from(row, mapping, sign) for row in invoice.rows)
    total = sum(line.gross for line in lines)
    if total > LARGEST:
        raise Invalid("total", _("the total is too large"), "total")
    placed = invoice.placed_at
    return OrderSnapshot(
        number=invoice.number,
        reference=reference_of(invoice.number),
        source="import",
        language=mapping.language,
        currency=mapping.currency,
        placed_at=placed,
        changed_at=placed,
        **_customer(invoice, mapping),
        delivery_as_was={"names": {}},
        payment_as_was={"names": {}},
        terms=None,
        comment="",
        handling="open" if cancelled else "completed",
        place="archived",
        place_before_trash="",
        ready_at=None,
        dispatched_at=None,
        completed_at=None if cancelled else placed,
        cancelled_at=placed if cancelled else None,
        archived_at=placed,
        deleted_at=None,
        withdrawn_at=None,
        anonymised_at=None,
        lines=lines,
        payments=_payments(invoice, mapping, 0 if cancelled else total, refunds),
        events=(_event(invoice, total),),
    )


def _customer(invoice: Invoice, mapping: Mapping) -> dict[str, Any]:
    person = {name: value[:LONGEST] for name, value in invoice.person.items()}
    country = country_code(person.get("country", ""), mapping)
    return {
        "email": person.get("email", ""),
        "name": person.get("name", "") or person.get("customer", ""),
        "phone": person.get("phone", ""),
        "company": person.get("company", ""),
        "vat_number": "",
        "billing": {},
        "delivery": _address(person, country),
        "city": person.get("city", ""),
        "country": country,
        "customer_note": person.get("note", ""),
    }


def _event(invoice: Invoice, total: int) -> EventSnapshot:
    return EventSnapshot(
        kind="order.imported",
        at=invoice.placed_at,
        actor_kind="import",
        actor_name="CSV",
        before={},
        after={"number": invoice.number, "total": total},
        undoes=None,
    )


def line_from(row: Row, mapping: Mapping, sign: int) -> LineSnapshot:
    quantity = row.quantity * sign
    if quantity <= 0:
        text = _("line %(line)s: a quantity of %(quantity)s")
        raise Invalid("quantity", text, "quantity", line=row.line, quantity=row.quantity)
    if row.price < 0:
        raise Invalid("price", _("line %(line)s: a price below zero"), "price", line=row.line)
    amount = minor(row.price * quantity, mapping.currency)
    arithmetic = split_gross if mapping.prices_with_tax else add_tax
    split = arithmetic(amount, mapping.tax_rate)
    return LineSnapshot(
        kind="goods",
        names={mapping.language: (row.description or row.sku)[:LONGEST]},
        sku=row.sku,
        quantity=quantity,
        unit_price=minor(row.price, mapping.currency),
        net=split.net,
        tax=split.tax,
        gross=split.gross,
        rate=mapping.tax_rate,
        tax_class=mapping.tax_class,
        tax_category=mapping.tax_category,
        country=mapping.tax_country,
    )


def minor(amount: Decimal, currency: str) -> int:
    """Minor units, halves up: some files price pieces in tenths of a penny."""
    return int(amount.scaleb(digits(currency)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def reference_of(number: str) -> str:
    """A payment reference that follows from the number, 10 characters."""
    return b32encode(sha256(number.encode()).digest()).decode()[:10]


@lru_cache(maxsize=1024)
def _known_countries(language: str) -> dict[str, str]:
    names = Locale.parse(language).territories
    return {
        name.casefold(): code for code, name in names.items() if len(code) == 2 and code.isalpha()
    }


def country_code(text: str, mapping: Mapping) -> str:
    """ISO 3166 letters for a name or code of the file; "" for what the mapping doesn't know."""
    if text in mapping.countries:
        return mapping.countries[text]
    if len(text) == 2 and text.isalpha():
        return text.upper()
    return _known_countries(mapping.language).get(text.casefold(), "")


def _address(person: dict[str, str], country: str) -> dict[str, Any]:
    names = ("name", "company", "street", "postal_code", "city")
    known = {name: person[name] for name in names if person.get(name)}
    return known | ({"country": country} if country else {})


def _payments(
    invoice: Invoice, mapping: Mapping, total: int, refunds: Sequence[Invoice]
) -> tuple[PaymentSnapshot, ...]:
    booked = [("payment", total, invoice, "")]
    booked += [("refund", refunded(by, mapping), by, by.number) for by in refunds]
    return tuple(
        PaymentSnapshot(
            kind=kind,
            amount=amount,
            received_on=day_in(by.placed_at, mapping.zone),
            method="",
            provider="",
            reference=reference,
            created_at=by.placed_at,
            voided_at=None,
        )
        for kind, amount, by, reference in booked
        if amount > 0
    )


def refunded(invoice: Invoice, mapping: Mapping) -> int:
    """What a cancelling invoice gives back, in minor units."""
    return sum(line_from(row, mapping, -1).gross for row in invoice.rows)
