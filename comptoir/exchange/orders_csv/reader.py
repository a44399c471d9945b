"""Reading a CSV of orders: rows to invoices, invoices to orders or refusals."""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from sys import intern

from comptoir.core.errors import Invalid
from comptoir.core.texts import has_controls
from comptoir.exchange.orders_csv.building import order_from
from comptoir.exchange.orders_csv.mapping import Mapping
from comptoir.exchange.orders_csv.refunds import with_refunds
from comptoir.exchange.orders_csv.rows import Invoice, Row
from comptoir.orders.snapshot import OrderSnapshot

LARGEST_QUANTITY = 10**7


@dataclass(frozen=True)
class Refusal:
    """An invoice of the file that isn't taken: the line where it begins (or goes wrong), and why."""

    line: int
    number: str
    reason: str


def read_orders(
    stream: Iterable[str],
    mapping: Mapping,
    *,
    seen: Callable[[int], None] = lambda rows: None,
    counted: Callable[[int], None] = lambda invoices: None,
) -> Iterator[OrderSnapshot | Refusal]:
    """Every invoice of the file as an order or a refusal, in the order they begin.

    `seen` is told the number of rows read, now and then; `counted` the number of
    invoices, once the file is read and before the first is given. The rows of an invoice need
    not stand together, so the file is read whole first. Raises Invalid for a file
    without the mapping's columns.
    """
    invoices: dict[str, Invoice] = {}
    loose: list[Refusal] = []
    for line, values in _rows(stream, mapping, seen):
        number = values.get("number", "")
        if not number:
            loose.append(Refusal(line, "", "the row has no number"))
            continue
        invoice = invoices.setdefault(number, Invoice(number, line))
        try:
            invoice.add(_row(line, values, mapping), values)
        except (ValueError, InvalidOperation) as error:
            invoice.fault = invoice.fault or (line, str(error))
    counted(len(invoices) + len(loose))
    yield from loose
    yield from _orders(list(invoices.values()), mapping)


def _orders(invoices: list[Invoice], mapping: Mapping) -> Iterator[OrderSnapshot | Refusal]:
    refunds = with_refunds(invoices, mapping) if mapping.cancellation == "refund" else {}
    by_order: dict[str, list[Invoice]] = defaultdict(list)
    for invoice in invoices:
        if invoice.number in refunds:
            by_order[refunds[invoice.number].number].append(invoice)
    for invoice in invoices:
        if invoice.fault:
            yield Refusal(invoice.fault[0], invoice.number, invoice.fault[1])
            continue
        cancels = is_cancellation(invoice, mapping)
        if cancels and mapping.cancellation == "refund":
            if invoice.number not in refunds:
                yield Refusal(invoice.line, invoice.number, "no order found that this refunds")
            continue
        try:
            booked = by_order[invoice.number]
            yield order_from(invoice, mapping, cancelled=cancels, refunds=booked)
        except Invalid as error:
            yield Refusal(invoice.line, invoice.number, error.message)


def is_cancellation(invoice: Invoice, mapping: Mapping) -> bool:
    prefix = mapping.cancellation_prefix
    return bool(prefix) and invoice.number.startswith(prefix)


def _rows(
    stream: Iterable[str], mapping: Mapping, seen: Callable[[int], None]
) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(stream, delimiter=mapping.delimiter)
    header = next(reader, [])
    missing = [column for column in mapping.columns.values() if column not in header]
    if missing:
        raise Invalid("file", f"the file has no column {', '.join(missing)}", "columns")
    places = {name: header.index(column) for name, column in mapping.columns.items()}
    for count, cells in enumerate(reader, start=1):
        if count % 5000 == 0:
            seen(count)
        if cells:
            yield (
                reader.line_num,
                {name: cells[i].strip() if i < len(cells) else "" for name, i in places.items()},
            )


def _row(line: int, values: dict[str, str], mapping: Mapping) -> Row:
    if any(has_controls(value) for value in values.values()):
        raise ValueError("the row contains control characters")
    quantity = _number(values["quantity"], mapping)
    if quantity != int(quantity) or abs(quantity) > LARGEST_QUANTITY:
        raise ValueError(f"{values['quantity']!r} is no whole quantity")
    return Row(
        line=line,
        sku=intern(values.get("sku", "")),
        description=intern(values.get("description", "")),
        quantity=int(quantity),
        price=_number(values["unit_price"], mapping),
        placed_at=_moment(values["placed_at"], mapping),
    )


def _number(text: str, mapping: Mapping) -> Decimal:
    plain = text.replace(",", ".") if mapping.decimal == "," else text
    try:
        value = Decimal(plain)
    except InvalidOperation as error:
        raise ValueError(f"{text!r} is no number") from error
    if not value.is_finite():
        raise ValueError(f"{text!r} is no number")
    return value


def _moment(text: str, mapping: Mapping) -> datetime:
    try:
        local = datetime.strptime(text, mapping.date_format)  # noqa: DTZ007  # the mapping says the zone
    except ValueError as error:
        raise ValueError(f"{text!r} is no date like {mapping.date_format}") from error
    return local.replace(tzinfo=mapping.zone_info).astimezone(UTC)
