"""Reading a CSV of orders: rows to invoices, invoices to orders or refusals."""

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from sys import intern
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from comptoir.core.errors import Invalid
from comptoir.core.texts import has_controls
from comptoir.exchange.orders_csv.building import order_from
from comptoir.exchange.orders_csv.mapping import Mapping
from comptoir.exchange.orders_csv.refunds import with_refunds
from comptoir.exchange.orders_csv.rows import PERSONAL, Invoice, Row
from comptoir.orders.snapshot import OrderSnapshot

LARGEST_QUANTITY = 10**7
# Digits and one decimal mark: a separator of thousands would be read as something else.
NUMBER = re.compile(r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]{0,9})?|\.[0-9]{1,9})")
# A year's file says the same few thousand moments and prices again and again.
REMEMBERED = 1 << 16


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
    personal = [name for name in PERSONAL if name in mapping.columns]
    for line, values in _rows(stream, mapping, seen):
        number = values.get("number", "")
        if not number:
            loose.append(Refusal(line, "", _("the row has no number")))
            continue
        invoice = invoices.setdefault(number, Invoice(number, line))
        try:
            invoice.add(_row(line, values, mapping), {name: values[name] for name in personal})
        except ValueError as error:
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
        if cancels and mapping.cancellation == "refuse":
            yield Refusal(invoice.line, invoice.number, _("a cancellation"))
            continue
        if cancels and mapping.cancellation == "refund":
            if invoice.number not in refunds:
                reason = _("no order found that this refunds")
                yield Refusal(invoice.line, invoice.number, reason)
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
        text = _("the file has no column %(names)s")
        raise Invalid("file", text, "columns", names=", ".join(missing))
    # At least four columns are mapped, so this gives a tuple.
    chosen = itemgetter(*(header.index(column) for column in mapping.columns.values()))
    names, width = tuple(mapping.columns), len(header)
    begins = reader.line_num + 1
    for count, cells in enumerate(reader, start=1):
        # A row with line breaks in a cell is named by its first line.
        line, begins = begins, reader.line_num + 1
        if count % 5000 == 0:
            seen(count)
        if cells:
            whole = cells if len(cells) >= width else cells + [""] * (width - len(cells))
            yield line, dict(zip(names, map(str.strip, chosen(whole)), strict=True))


def _row(line: int, values: dict[str, str], mapping: Mapping) -> Row:
    if has_controls("\n".join(values.values())):
        raise ValueError(_("the row contains control characters"))
    return Row(
        line,
        intern(values.get("sku", "")),
        intern(values.get("description", "")),
        _quantity(values["quantity"], mapping.decimal),
        _number(values["unit_price"], mapping.decimal),
        _moment(values["placed_at"], mapping.date_format, mapping.zone),
    )


@lru_cache(REMEMBERED)
def _quantity(text: str, decimal: str) -> int:
    quantity = _number(text, decimal)
    if abs(quantity) > LARGEST_QUANTITY or quantity != int(quantity):
        raise ValueError(_("“%(text)s” is no whole quantity") % {"text": text})
    return int(quantity)


@lru_cache(REMEMBERED)
def _number(text: str, decimal: str) -> Decimal:
    plain = text.replace(".", "!").replace(",", ".") if decimal == "," else text
    if not NUMBER.fullmatch(plain):
        raise ValueError(_("“%(text)s” is no number") % {"text": text})
    return Decimal(plain)


@lru_cache(REMEMBERED)
def _moment(text: str, date_format: str, zone: str) -> datetime:
    try:
        local = datetime.strptime(text, date_format)  # noqa: DTZ007  # the mapping says the zone
        return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        words = {"text": text, "format": date_format}
        raise ValueError(_("“%(text)s” is no date like %(format)s") % words) from error
