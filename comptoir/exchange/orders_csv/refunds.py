"""Finding the order that a cancelling invoice refunds."""

from collections import defaultdict

from comptoir.core.errors import Invalid
from comptoir.exchange.orders_csv.building import line_from, refunded
from comptoir.exchange.orders_csv.mapping import Mapping
from comptoir.exchange.orders_csv.rows import Invoice


def with_refunds(invoices: list[Invoice], mapping: Mapping) -> dict[str, Invoice]:
    """Number of the cancelling invoice → the order it refunds.

    That is the customer's latest earlier order that holds every piece given back and
    was paid enough. Without a customer, or without such an order, there is none.
    """
    orders: dict[str, list[Invoice]] = defaultdict(list)
    cancelling: list[Invoice] = []
    for invoice in invoices:
        customer = invoice.person.get("customer") or invoice.person.get("email")
        if invoice.fault or not customer:
            continue
        if invoice.number.startswith(mapping.cancellation_prefix):
            cancelling.append(invoice)
        else:
            orders[customer].append(invoice)
    left: dict[str, int] = {}
    found: dict[str, Invoice] = {}
    for invoice in sorted(cancelling, key=lambda one: one.placed_at):
        customer = invoice.person.get("customer") or invoice.person["email"]
        match = _match(invoice, orders[customer], mapping, left)
        if match is not None:
            found[invoice.number] = match
    return found


def _match(
    invoice: Invoice, candidates: list[Invoice], mapping: Mapping, left: dict[str, int]
) -> Invoice | None:
    try:
        amount = refunded(invoice, mapping)
    except Invalid:
        return None
    back = _pieces(invoice, -1)
    for order in sorted(candidates, key=lambda one: one.placed_at, reverse=True):
        bought = _pieces(order, 1)
        holds = all(bought.get(sku, 0) >= pieces for sku, pieces in back.items())
        if order.placed_at <= invoice.placed_at and holds:
            remaining = left.setdefault(order.number, _paid(order, mapping))
            if amount <= remaining:
                left[order.number] = remaining - amount
                return order
    return None


def _paid(order: Invoice, mapping: Mapping) -> int:
    try:
        return sum(line_from(row, mapping, 1).gross for row in order.rows)
    except Invalid:
        return 0


def _pieces(invoice: Invoice, sign: int) -> dict[str, int]:
    pieces: dict[str, int] = defaultdict(int)
    for row in invoice.rows:
        pieces[row.sku] += row.quantity * sign
    return pieces
