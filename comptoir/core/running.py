"""One statement that was composed before, on the thread's own connection."""

import re
import sqlite3
from functools import cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

_MARKS = re.compile(r"(?<!%)%s")


def run(db: BaseDatabaseWrapper, sql: str, values: list[Any]) -> tuple[list[Any], int]:
    """The statement is done: its rows, and how many it changed."""
    if db.vendor == "sqlite" and not db.execute_wrappers and not db.queries_logged:
        return _straight(db, sql, values)
    with _cursor(db) as cursor:
        cursor.execute(sql, values)
        # A statement without columns has no rows to fetch.
        return cursor.fetchall() if cursor.description else [], cursor.rowcount


def _straight(db: BaseDatabaseWrapper, sql: str, values: list[Any]) -> tuple[list[Any], int]:
    """As Django does it where nobody watches, without its three layers about each statement.

    They take as long as SQLite does for a look-up. Faults are Django's own.
    """
    db.ensure_connection()
    db.validate_no_broken_transaction()
    with db.wrap_database_errors:
        cursor = sqlite3.Cursor(db.connection)
        try:
            cursor.execute(_marked(sql), values)
            return cursor.fetchall(), cursor.rowcount
        finally:
            cursor.close()


@cache
def _marked(sql: str) -> str:
    """With the marks of SQLite in the place of Django's; statements are few."""
    return _MARKS.sub("?", sql).replace("%%", "%")


def _cursor(db: BaseDatabaseWrapper) -> CursorWrapper:
    """On PostgreSQL one that leaves the values apart: the server keeps the statement's plan."""
    if db.vendor != "postgresql":
        return db.cursor()
    # Late: psycopg is loaded where it is used only.
    from django.db.backends.postgresql.base import ServerBindingCursor  # noqa: PLC0415

    db.ensure_connection()
    with db.wrap_database_errors:
        bare: Any = ServerBindingCursor(db.connection)  # type: ignore[call-arg] # the stubs forget psycopg's own arguments
    db.validate_thread_sharing()
    return db.make_debug_cursor(bare) if db.queries_logged else db.make_cursor(bare)
