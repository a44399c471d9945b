"""Many rows at once, for tables that files fill by the hundred thousand."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from django.db import connection, models

from comptoir.core.database import in_write

CHUNK = 2_000
# Fields whose values every driver takes as they are; the others are asked what they send.
PLAIN = (models.AutoField, models.IntegerField, models.TextField, models.CharField)


def insert_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """The rows stand; several times quicker than `bulk_create`, which makes an object of each.

    Every column without a default in the database is named. Ids are not told.
    """
    if not in_write():
        raise RuntimeError("rows are inserted in the transaction of an action")
    fields = [_field(model, name) for name in columns]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608  # names of ours
    asked = [(place, _sent(field)) for place, field in enumerate(fields) if not _plain(field)]
    stream = (_row(row, asked) for row in rows)
    with connection.cursor() as cursor:
        while chunk := list(islice(stream, CHUNK)):
            cursor.executemany(statement, chunk)


def _field(model: type[models.Model], name: str) -> Any:
    found = {field.attname: field for field in model._meta.concrete_fields}
    return found[name]


def _plain(field: Any) -> bool:
    return isinstance(getattr(field, "target_field", field), PLAIN)


def _sent(field: Any) -> Callable[[Any], Any]:
    return lambda value: field.get_db_prep_save(value, connection)


def _row(row: Sequence[Any], asked: list[tuple[int, Callable[[Any], Any]]]) -> list[Any]:
    values = list(row)
    for place, sent in asked:
        values[place] = sent(values[place])
    return values
