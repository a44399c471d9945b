"""Fails every write to the database that did not come through `comptoir.core.database.write()`."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.signals import connection_created
from django.db.migrations.executor import MigrationExecutor

from comptoir.core import kept
from comptoir.core.database import in_write
from comptoir.ui import whole
from comptoir.ui.templatetags import once

WRITE = re.compile(
    r"^\s*(?:WITH\b.*\b)?(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM|REPLACE\s+INTO)"
    r"\s+[\"`]?(?P<table>\w+)",
    re.IGNORECASE | re.DOTALL,
)
# Sessions, accounts and the core's own tables are written by the parts that own them.
FREE = re.compile(r"^(?:django_|auth_|account_|shops_account$|core_|sqlite_)")

SET_UP = re.compile(r"^(?:catalog|methods|shops)_")


def _by_action() -> bool:
    frame = sys._getframe()
    while frame.f_back is not None:
        frame = frame.f_back
        if "/actions/" in frame.f_code.co_filename:
            return True
    return False


class WriteOutsideTheDoor(AssertionError):
    """A row was about to be written outside an action."""


class Guard:
    def __init__(self) -> None:
        self.off = 0

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        found = None if self.off or in_write() else WRITE.match(sql)
        if found and not FREE.match(found["table"]):
            raise WriteOutsideTheDoor(
                f"{found['table']} is written outside core.database.write(): {sql[:200]}"
            )
        if (written := WRITE.match(sql)) and SET_UP.match(written["table"]) and not _by_action():
            # A test writes past the actions: nothing says that the shop's set-up has changed.
            kept.forget()
            once.forget()
            whole.forget()
        return execute(sql, params, many, context)


_guard = Guard()


def _attach(connection: BaseDatabaseWrapper, **_: Any) -> None:
    if _guard not in connection.execute_wrappers:
        connection.execute_wrappers.append(_guard)


@contextmanager
def watching() -> Iterator[None]:
    """Every connection, in every thread, is watched from here on."""
    connection_created.connect(_attach, weak=False)
    for connection in connections.all():
        _attach(connection)
    with pytest.MonkeyPatch.context() as patch:
        # Migrations, and emptying tables between tests, are no one's action.
        patch.setattr(MigrationExecutor, "migrate", _let(MigrationExecutor.migrate))
        flush = BaseDatabaseOperations.execute_sql_flush
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", _let(flush))
        yield
    connection_created.disconnect(_attach)


def _let(work: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(work)
    def unwatched(*arguments: Any, **named: Any) -> Any:
        with allowed():
            return work(*arguments, **named)

    return unwatched


@contextmanager
def allowed() -> Iterator[None]:
    _guard.off += 1
    try:
        yield
    finally:
        _guard.off -= 1
