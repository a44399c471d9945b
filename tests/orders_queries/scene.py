"""Many orders at once, and what the database says it will do."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.db import connection

from comptoir.core.database import write
from comptoir.core.ids import token
from comptoir.orders.models import Order, OrderTag, Tag
from comptoir.orders.search_index import refresh
from comptoir.shops.models import Shop

START = datetime(2026, 1, 1, 9, 0, tzinfo=UTC)
PAYMENTS = ("unpaid", "paid", "paid", "partly_paid", "refunded")
HANDLINGS = ("open", "completed", "dispatched", "open")
COUNTRIES = ("FR", "BE", "CZ", "DE", "FR", "FR")
_serial = count(1)


def order_row(shop: Shop, n: int, **fields: Any) -> Order:
    """The n-th order of a scene, unsaved; every tenth shares its time with the one before."""
    total = fields.pop("total", (n * 7919) % 20_000)
    values: dict[str, Any] = {
        "shop": shop,
        "number": f"2026-{n:05}",
        "reference": f"R{next(_serial):07}",
        "token": token(),
        "language": "fr",
        "currency": "EUR",
        "placed_at": START + timedelta(minutes=n if n % 10 else n - 1),
        "changed_at": START + timedelta(minutes=(n * 31) % 5000),
        "email": f"client{n % 40}@example.org",
        "name": f"Client {n % 40}",
        "city": "Lyon",
        "country": COUNTRIES[n % len(COUNTRIES)],
        "delivery_as_was": {"names": {"fr": "DHL"}, "pickup": False},
        "payment_as_was": {"names": {"fr": "Virement"}, "beforehand": n % 3 != 0},
        "items": n % 4 + 1,
        "net": total,
        "tax": 0,
        "total": total,
        "payment_state": PAYMENTS[n % len(PAYMENTS)],
        "handling": HANDLINGS[n % len(HANDLINGS)],
        "cancelled_at": START if n % 17 == 0 else None,
    }
    return Order(**values | fields)


def fill(shop: Shop, amount: int, first: int = 1, **fields: Any) -> list[Order]:
    """That many orders of the shop, searchable."""
    with write():
        orders = Order.objects.bulk_create(
            [order_row(shop, n, **fields) for n in range(first, first + amount)]
        )
        refresh(order.id for order in orders)
    return orders


def tag(shop: Shop, name: str, orders: list[Order]) -> None:
    with write():
        row, _ = Tag.objects.get_or_create(shop=shop, name=name)
        OrderTag.objects.bulk_create(OrderTag(shop=shop, order=o, tag=row) for o in orders)


@dataclass(frozen=True)
class Statement:
    """What was asked of the database, as it was asked: values beside the SQL, not in it."""

    sql: str
    values: Any

    @property
    def reads(self) -> bool:
        return self.sql.lstrip(" (\n").upper().startswith(("SELECT", "WITH"))


class Statements:
    """The statements that run inside `with`, with judgements on them."""

    def __init__(self) -> None:
        self.all: list[Statement] = []

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        self.all.append(Statement(sql, params))
        return execute(sql, params, many, context)

    def reads(self) -> list[Statement]:
        return [statement for statement in self.all if statement.reads]

    def assert_bounded(self) -> None:
        """No rows are skipped, none are counted without a limit, no table is read whole."""
        for one in self.reads():
            assert " OFFSET " not in one.sql.upper(), one
            assert not re.search(r"COUNT\(", one.sql, re.IGNORECASE) or " LIMIT " in one.sql, one
            assert_by_index(one)


def assert_by_index(statement: Statement) -> None:
    steps = plan(statement)
    if connection.vendor == "sqlite":
        for step in steps:
            # A virtual table, or a handful of rows already found, is no table of ours.
            scanned = re.match(
                r"SCAN (?!f VIRTUAL)(?!json_each VIRTUAL)(?!\(?subquery|CONSTANT)", step
            )
            assert not scanned, (steps, statement)
    else:
        assert not any(re.search("Seq Scan on (orders|core)_", step) for step in steps), (
            steps,
            statement,
        )


def assert_unsorted(statement: Statement) -> None:
    """The index gives the order; nothing is gathered and sorted first."""
    steps = plan(statement)
    assert not any("TEMP B-TREE" in step or "Sort" in step for step in steps), (steps, statement)


def plan(statement: Statement) -> list[str]:
    """What the database says it will do, asked with the same values in the same places."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("EXPLAIN QUERY PLAN " + statement.sql, statement.values)
            return [row[3] for row in cursor.fetchall()]
        # A small table is quicker read whole: the plan of a large one is asked for.
        cursor.execute("SET enable_seqscan = off")
        cursor.execute("EXPLAIN " + statement.sql, statement.values)
        steps = [row[0] for row in cursor.fetchall()]
        cursor.execute("RESET enable_seqscan")
        return steps


@contextmanager
def watched() -> Iterator[Statements]:
    """The statements inside are checked to be bounded when it ends."""
    statements = Statements()
    with connection.execute_wrapper(statements):
        yield statements
    statements.assert_bounded()
