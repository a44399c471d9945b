"""Reading the whole database as it is at one moment, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Everything read inside is of one moment; nobody waits for it.

    PostgreSQL: REPEATABLE READ, READ ONLY. SQLite: a transaction that takes no write lock and
    keeps what it reads first. Inside a transaction that is open already, it is that one's moment.
    """
    if connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    with _sqlite_for_reading(), transaction.atomic():
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            # SQLite takes its moment at the first read.
            cursor.execute("SELECT COUNT(*) FROM django_migrations")
        yield


@contextmanager
def _sqlite_for_reading() -> Iterator[None]:
    """On SQLite transactions begin DEFERRED, not IMMEDIATE, and a million rows are sorted in
    files, not in memory as pages want it.
    """
    wrapper: Any = connection
    if wrapper.vendor != "sqlite":
        yield
        return
    mode, wrapper.transaction_mode = wrapper.transaction_mode, "DEFERRED"
    _pragma("temp_store=FILE")
    try:
        yield
    finally:
        wrapper.transaction_mode = mode
        _pragma("temp_store=MEMORY")


def _pragma(setting: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {setting}")


def rows(statement: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a SELECT without parameters, read as they are needed; memory holds a chunk."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement)
        while chunk := cursor.fetchmany(2_000):
            yield from chunk
