"""Puts rows into this database, as quickly as it takes them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from json import dumps
from typing import Any

from django.db import connection

from comptoir.operations.backup.tables import Column, Table

CHUNK = 2_000
Change = Callable[[Any], Any]


def load(table: Table, rows: Iterable[list[Any]]) -> None:
    """The rows stand in the table, with the ids that they had."""
    changes = _changes(table.columns)
    ready = (_changed(row, changes) for row in rows)
    if connection.vendor == "postgresql":
        _copy(table, ready)
    else:
        _insert(table, ready)


def _changed(row: list[Any], changes: list[tuple[int, Change]]) -> list[Any]:
    for place, change in changes:
        if row[place] is not None:
            row[place] = change(row[place])
    return row


def _changes(columns: Sequence[Column]) -> list[tuple[int, Change]]:
    """Where a value of the file is not what the driver takes."""
    forms: dict[str, Change] = {"json": _packed, "bytes": bytes.fromhex}
    if connection.vendor == "sqlite":
        forms["time"] = _sqlite_time
    return [
        (place, forms[column.kind]) for place, column in enumerate(columns) if column.kind in forms
    ]


def _packed(value: Any) -> str:
    return dumps(value, ensure_ascii=False)


def _sqlite_time(text: str) -> str:
    """As Django writes it, so that texts compare as times: 2026-11-20 13:03:00[.000000]."""
    moment = text.removesuffix("Z").removesuffix("+00:00")
    if len(moment) < 19 or moment[19:20] not in {"", "."}:
        raise ValueError(f"not a time in UTC: {text}")
    whole, point, rest = moment.replace("T", " ").partition(".")
    return f"{whole}.{rest:0<6}" if point else whole


def _insert(table: Table, rows: Iterator[list[Any]]) -> None:
    names = ", ".join(_quoted(column.name) for column in table.columns)
    marks = ", ".join(["%s"] * len(table.columns))
    statement = f"INSERT INTO {_quoted(table.name)} ({names}) VALUES ({marks})"  # noqa: S608  # checked names
    with connection.cursor() as cursor:
        while chunk := list(islice(rows, CHUNK)):
            cursor.executemany(statement, chunk)


def _copy(table: Table, rows: Iterator[list[Any]]) -> None:
    names = ", ".join(_quoted(column.name) for column in table.columns)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {_quoted(table.name)} ({names}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(row)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
