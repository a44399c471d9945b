"""The one door for writes."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from django.db import connection, models, transaction

M = TypeVar("M", bound=models.Model)

_depth: ContextVar[int] = ContextVar("comptoir_write_depth", default=0)

# Who waits for SQLite's lock looks again after a tenth of a second at most.
TURN_SECONDS = 0.11


@contextmanager
def write() -> Iterator[None]:
    """Everything inside is committed together or not at all.

    An action opens it once. An action that calls another joins its transaction,
    through a savepoint, so that a refusal inside can be handled outside.
    """
    token = _depth.set(_depth.get() + 1)
    try:
        with transaction.atomic():
            yield
    finally:
        _depth.reset(token)


def in_write() -> bool:
    return _depth.get() > 0


def let_others_write() -> None:
    """Whoever waits has had a turn. For long work between its transactions.

    SQLite keeps no queue for its one lock: work that takes it again at once would leave
    everybody else standing for seconds.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(TURN_SECONDS)


def locked(rows: "models.QuerySet[M]") -> "models.QuerySet[M]":
    """The same rows, locked until the end of the transaction.

    PostgreSQL locks the rows. SQLite would ignore the request silently, and needs
    none: BEGIN IMMEDIATE has already made this the only writer. Rows that only point at
    these can still be added (FOR NO KEY UPDATE): a worker that holds an outbox row and
    writes a mail of the order must not wait for an undo that waits for that outbox row.
    """
    return rows.select_for_update(of=("self",), no_key=True)
