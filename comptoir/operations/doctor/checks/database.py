"""The database keeps what it acknowledged."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from comptoir.operations.doctor.finding import Finding, Scope

# Setting → the values that are right. FULL is 2, EXTRA 3.
SQLITE: dict[str, set[Any]] = {"journal_mode": {"wal"}, "synchronous": {2, 3}, "foreign_keys": {1}}
POSTGRESQL: dict[str, set[Any]] = {
    "fsync": {"on"},
    "full_page_writes": {"on"},
    "synchronous_commit": {"on", "remote_write", "remote_apply", "local"},
    "server_encoding": {"UTF8"},
}
TRIGGERS = {"orders_search_added", "orders_search_removed", "orders_search_changed"}


def durable(scope: Scope) -> Iterator[Finding]:
    """A power cut takes nothing away that was acknowledged."""
    wanted = SQLITE if connection.vendor == "sqlite" else POSTGRESQL
    show = "PRAGMA" if connection.vendor == "sqlite" else "SHOW"
    for name, right in wanted.items():
        value = _one(f"{show} {name}")
        if value not in right:
            yield Finding(
                "",
                name,
                _("It is %(value)s and must be %(right)s.")
                % {"value": value, "right": " / ".join(sorted(map(str, right)))},
            )


def sound(scope: Scope) -> Iterator[Finding]:
    """The file is whole, and what keeps the search in step is there."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA quick_check(20)")
            for (fault,) in cursor.fetchall():
                if fault != "ok":
                    yield Finding("", "quick_check", str(fault))
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            missing = TRIGGERS - {name for (name,) in cursor.fetchall()}
        else:
            cursor.execute(
                "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid "
                "WHERE i.indisvalid AND c.relname = 'orders_search_trigrams'"
            )
            missing = {"orders_search_trigrams"} - {name for (name,) in cursor.fetchall()}
    for name in sorted(missing):
        yield Finding("", name, _("It is missing: the search doesn't follow the orders."))


def _one(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]
