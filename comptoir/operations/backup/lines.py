"""A table's rows as lines of JSON, written by the database itself: many times quicker than here."""

from collections.abc import Iterator

from django.db import connection

from comptoir.operations.backup.tables import Column, Table
from comptoir.operations.snapshot import rows

SQLITE = {
    "bool": "json(CASE {c} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)",
    "json": "json({c})",
    "time": "replace({c}, ' ', 'T') || '+00:00'",
    "bytes": "CASE WHEN {c} IS NOT NULL THEN lower(hex({c})) END",
}
# Sessions of Django's run in UTC: times come as 2026-11-20T13:03:00+00:00 by themselves.
POSTGRESQL = {"bytes": "encode({c}, 'hex')"}


def lines(table: Table) -> Iterator[str]:
    """One JSON array per row, in the order of the columns, by key; read as they are needed."""
    for (line,) in rows(statement(table)):
        yield line


def statement(table: Table) -> str:
    sqlite = connection.vendor == "sqlite"
    forms, array = (SQLITE, "json_array") if sqlite else (POSTGRESQL, "json_build_array")
    quote = connection.ops.quote_name

    def form(column: Column) -> str:
        return forms.get(column.kind, "{c}").format(c=quote(column.name))

    values = ", ".join(form(column) for column in table.columns)
    # A line break inside a text is written as \n, so a row is a line on both.
    return (
        f"SELECT CAST({array}({values}) AS TEXT) FROM {quote(table.name)} "  # noqa: S608  # names of ours
        f"ORDER BY {quote(table.key)}"
    )
