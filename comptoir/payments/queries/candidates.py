"""The orders that transfers may belong to, found along indexes: references, numbers, amounts, accounts."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from django.db.models import Q

from comptoir.core.clock import day_in
from comptoir.orders.models import Order
from comptoir.orders.states import PaymentState, Place
from comptoir.payments.matching import Candidate, Pool, Transfer
from comptoir.payments.matching.reading import reference_keys, written
from comptoir.payments.models import BankLine
from comptoir.payments.references import creditor_reference, qr_reference, variable_symbol
from comptoir.shops.models import Shop
from comptoir.shops.rules import formatted_number

REFERENCE_LENGTH = 10
NEAR = 2
# Values in one statement; both databases take more, and plan badly for it.
AT_ONCE = 500
MOST_OPEN = 3_000
MOST_PARTLY = 1_000
MOST_PAYERS = 5_000
CUSTOMERS_OF_AN_ACCOUNT = 2
_QR = re.compile(r"(?<!\d)\d{26}(?=\d(?!\d))")
_RAW = re.compile(r"[^\s,;:()]+")
_YEAR = re.compile(r"20\d\d")
V = TypeVar("V")
_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def pool_for(shop: Shop, lines: Sequence[Transfer]) -> Pool:
    """Every order that one of these transfers may pay, ready for matching; a bounded number of statements."""
    orders: dict[int, Order] = {}
    for references in _chunks(_references(lines)):
        _add(orders, Order.objects.filter(shop=shop, reference__in=references))
    for numbers in _chunks(_numbers(shop, lines)):
        _add(orders, Order.objects.filter(shop=shop, number__in=numbers))
    amounts = {
        line.amount + step for line in lines if line.amount > 0 for step in range(-NEAR, NEAR + 1)
    }
    crowded = False
    waiting = Order.objects.filter(shop=shop, place=Place.ACTIVE, cancelled_at__isnull=True)
    for some in _chunks(sorted(amounts)):
        rows = waiting.filter(payment_state=PaymentState.UNPAID, total__in=some)
        found = list(rows.order_by("total", "id")[: MOST_OPEN + 1])
        crowded = crowded or len(found) > MOST_OPEN
        _add(orders, found)
    partly = waiting.filter(payment_state=PaymentState.PARTLY_PAID).order_by("-placed_at", "-id")
    _add(orders, partly[:MOST_PARTLY])
    ibans = _ibans(shop, lines, orders)
    return Pool((candidate_of(shop, one, ibans) for one in orders.values()), crowded=crowded)


def candidate_of(shop: Shop, order: Order, ibans: dict[str, set[str]]) -> Candidate:
    names = [order.name, order.company, order.billing.get("name", ""), order.billing.get("company", ""), order.delivery.get("name", "")]  # fmt: skip
    return Candidate(
        order_id=order.id,
        number=order.number,
        references=_written_as(order),
        balance=order.balance,
        placed_on=day_in(order.placed_at, shop.zone),
        names=tuple(dict.fromkeys(name for name in names if name)),
        ibans=frozenset(ibans.get(order.email, ())) if order.email else frozenset(),
        refundable=order.received - order.refunded,
        cancelled=order.cancelled or order.place == Place.TRASH,
    )


def _written_as(order: Order) -> tuple[str, ...]:
    """The references that customers are asked for. A symbol made of the number is none: a slip of the
    pen leads from one to the next, as with numbers."""
    symbol = variable_symbol(order.number, order.reference)
    digits = "".join(sign for sign in order.number if sign.isdigit()).lstrip("0")
    found = (order.reference, creditor_reference(order.reference), qr_reference(order.reference))
    return found if symbol == digits else (*found, symbol)


def _add(orders: dict[int, Order], rows: Iterable[Order]) -> None:
    orders.update((one.id, one) for one in rows)


def _chunks(values: Iterable[V]) -> Iterator[list[V]]:
    stream = iter(values)
    while some := list(islice(stream, AT_ONCE)):
        yield some


def _references(lines: Sequence[Transfer]) -> list[str]:
    found: set[str] = set()
    for line in lines:
        text = written(line.text)
        found.update(reference_keys(text, (REFERENCE_LENGTH,)))
        # Orders from elsewhere keep references of their own.
        found.update(token for token in text.tokens if len(token) >= 6)
        found.update(_from_qr(digits) for digits in _QR.findall(line.text.replace(" ", "")))
    return sorted(found)


def _from_qr(digits: str) -> str:
    """The order's reference in a Swiss one: there it is written as a number."""
    value, signs = int(digits), ""
    while value:
        value, rest = divmod(value, 36)
        signs = _SIGNS[rest] + signs
    return signs.zfill(REFERENCE_LENGTH)


def _numbers(shop: Shop, lines: Sequence[Transfer]) -> list[str]:
    """Every number of the shop that a text may mean, with its noughts; and words as they stand."""
    found: set[str] = set()
    for line in lines:
        text = written(line.text)
        years = {int(run) for run in text.runs if _YEAR.fullmatch(run)}
        years |= {line.booked_on.year, line.booked_on.year - 1}
        if "{year}" not in shop.number_format:
            years = {line.booked_on.year}
        counts = {int(run) for run in text.runs if run.isdigit() and len(run) <= 12}
        # A number written in one piece: its year, then the rest.
        counts |= {int(run[4:]) for run in text.runs if run.isdigit() and 4 < len(run) <= 16}
        found.update(
            formatted_number(shop.number_format, year, count) for year in years for count in counts
        )
        found.update(raw.strip(".#\"'").upper() for raw in _RAW.findall(line.text)[:60])
    return sorted(one for one in found if any(sign.isdigit() for sign in one))


def _ibans(shop: Shop, lines: Sequence[Transfer], orders: dict[int, Order]) -> dict[str, set[str]]:
    """E-mail → accounts that paid for it before; and the open orders of those customers join.

    An account that paid for many customers is a payment service's and tells nothing of a person.
    """
    payers: dict[str, set[str]] = defaultdict(set)
    for some in _chunks(sorted({line.iban for line in lines if line.iban})):
        rows = BankLine.objects.filter(
            shop=shop, iban__in=some, amount__gt=0, bookings__undone_at__isnull=True
        )
        pairs = rows.values_list("iban", "bookings__order__email").distinct()
        for iban, email in pairs[:MOST_PAYERS]:
            if email:
                payers[iban].add(email)
    known: dict[str, set[str]] = defaultdict(set)
    for iban, emails in payers.items():
        if len(emails) <= CUSTOMERS_OF_AN_ACCOUNT:
            for email in emails:
                known[email].add(iban)
    for some_emails in _chunks(sorted(known)):
        open_ones = Q(payment_state__in=[PaymentState.UNPAID, PaymentState.PARTLY_PAID])
        _add(
            orders, Order.objects.filter(open_ones, shop=shop, email__in=some_emails)[:MOST_PARTLY]
        )
    return known
