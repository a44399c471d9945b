"""Bank lines for pages: always of one shop, a page at a time, along an index."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import merge
from itertools import islice

from django.db.models import Prefetch, Q, prefetch_related_objects

from comptoir.core.errors import NotFound
from comptoir.orders.models import Order
from comptoir.payments.bank.proposals import all_of
from comptoir.payments.models import BankFile, BankLine, LineBooking

PAGE = 30
FILES = 10
MANY = 99


@dataclass(frozen=True, slots=True)
class LinePage:
    lines: list[BankLine]
    orders: dict[int, Order]
    older: str


def line_page(
    shop_id: int, states: Sequence[str], *, file: BankFile | None = None, at: str = ""
) -> LinePage:
    """Newest first, from behind the cursor `at` on; with the orders that the lines speak of.

    One statement per state, one for bookings, one for orders: nothing is counted or skipped.
    """
    rows = BankLine.objects.filter(shop_id=shop_id).select_related("account")
    if file is not None:
        rows = rows.filter(file=file)
    if cursor := _cursor(at):
        day, last = cursor
        rows = rows.filter(Q(booked_on__lt=day) | Q(booked_on=day, id__lt=last))
    ordered = [
        rows.filter(state=state).order_by("-booked_on", "-id")[: PAGE + 1] for state in states
    ]
    found = list(
        islice(merge(*ordered, key=lambda one: (one.booked_on, one.id), reverse=True), PAGE + 1)
    )
    shown = found[:PAGE]
    _with_bookings(shown)
    older = f"{shown[-1].booked_on.isoformat()}.{shown[-1].id}" if len(found) > PAGE else ""
    return LinePage(shown, _orders(shop_id, shown), older)


def _with_bookings(lines: Iterable[BankLine]) -> None:
    standing = LineBooking.objects.filter(undone_at__isnull=True).select_related("order", "payment")
    prefetch_related_objects(
        list(lines), Prefetch("bookings", queryset=standing, to_attr="standing")
    )


def _orders(shop_id: int, lines: Iterable[BankLine]) -> dict[int, Order]:
    ids = {order for line in lines for one in all_of(line) for order, _amount in one["parts"]}
    return {one.id: one for one in Order.objects.filter(shop_id=shop_id, id__in=ids)}


def _cursor(at: str) -> tuple[date, int] | None:
    day, _dot, last = at.partition(".")
    try:
        return date.fromisoformat(day), int(last)
    except ValueError:
        return None


def counts(shop_id: int, states: Sequence[str]) -> int:
    """How many lines are in these states, up to a hundred."""
    rows = BankLine.objects.filter(shop_id=shop_id, state__in=states)
    return len(rows.order_by().values_list("id")[: MANY + 1])


def line_of(shop_id: int, line_id: int) -> BankLine:
    found = BankLine.objects.filter(shop_id=shop_id, id=line_id).select_related("account").first()
    if found is None:
        raise NotFound
    return found


def file_of(shop_id: int, public_id: str) -> BankFile:
    found = BankFile.objects.filter(shop_id=shop_id, public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def latest_files(shop_id: int) -> list[BankFile]:
    return list(BankFile.objects.filter(shop_id=shop_id).order_by("-created_at", "-id")[:FILES])


def orders_by_id(shop_id: int, ids: Sequence[int]) -> list[Order]:
    """The orders in the order of the ids."""
    rows = {one.id: one for one in Order.objects.filter(shop_id=shop_id, id__in=ids)}
    return [rows[one] for one in ids if one in rows]
