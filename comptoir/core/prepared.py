"""Statements whose SQL is worked out once in the life of a process, and run many times.

Django composes the SQL of a query anew at each run, which costs several times what the
database takes to answer a look-up by index. Where a statement runs at every click, its
shape is always the same: it is composed once, by Django, and only the values change.
"""

import json
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from typing import Any, Generic, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query import get_related_populators
from django.db.models.sql import DeleteQuery, UpdateQuery

from comptoir.core.running import run

R = TypeVar("R")
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
# High, yet within every integer column: Django answers what lies outside without asking.
_NUMBERS = 2_146_000_000
Build = Callable[..., "models.QuerySet[Any, R]"]
# Sizes of the lists among the values: each has its own number of placeholders.
Sizes = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class _Slot:
    """Where a parameter's value comes from: an argument, one of a list, or fixed."""

    name: str = ""
    index: int = -1
    fixed: Any = None

    def value(self, given: dict[str, Any], db: BaseDatabaseWrapper) -> Any:
        if not self.name:
            return self.fixed
        value = given[self.name] if self.index < 0 else given[self.name][self.index]
        if isinstance(value, datetime):
            return db.ops.adapt_datetimefield_value(value)
        if isinstance(value, dict):
            return db.ops.adapt_json_value(value, None)
        return value


class _Statement:
    """What querysets and updates share: samples in, parameters recognised, slots out."""

    def __init__(self, **kinds: Any) -> None:
        self._kinds = kinds
        self._composed: dict[tuple[str, Sizes], Any] = {}

    def _for(self, given: dict[str, Any], db: BaseDatabaseWrapper) -> Any:
        """The statement composed for lists of these sizes."""
        sizes = tuple(
            (name, len(given[name])) for name, kind in self._kinds.items() if isinstance(kind, list)
        )
        key = (db.vendor, sizes)
        found = self._composed.get(key)
        if found is None:
            found = self._composed[key] = self._compose(dict(sizes))
        return found

    def _compose(self, sizes: dict[str, int]) -> Any:
        raise NotImplementedError

    def _samples(self, sizes: dict[str, int]) -> tuple[dict[str, Any], dict[Hashable, _Slot]]:
        """Values that can't be mistaken for others, and which argument each stands for."""
        samples: dict[str, Any] = {}
        slots: dict[Hashable, _Slot] = {}
        numbers = count(1)
        for name, kind in self._kinds.items():
            listed = isinstance(kind, list)
            many = [
                _sample(kind[0] if listed else kind, next(numbers))
                for _ in range(sizes.get(name, 1))
            ]
            for index, sample in enumerate(many):
                slots[_seen(sample)] = _Slot(name, index if listed else -1)
            samples[name] = many if listed else many[0]
        return samples, slots


def _sample(kind: type, number: int) -> Any:
    if kind is str:
        return f"\x1asample {number}"
    if kind is datetime:
        return _LONG_AGO + timedelta(seconds=number)
    if kind is dict:
        return {"sample": number}
    return _NUMBERS + number


def _seen(sample: Any) -> Hashable:
    """The sample as it comes back among the parameters."""
    if isinstance(sample, datetime):
        return cast(Hashable, connection.ops.adapt_datetimefield_value(sample))
    return json.dumps(sample) if isinstance(sample, dict) else cast(Hashable, sample)


def _slots(params: Sequence[Any], known: dict[Hashable, _Slot]) -> list[_Slot]:
    # psycopg wraps JSON in an object of its own.
    marks = [json.dumps(param.obj) if hasattr(param, "obj") else param for param in params]
    return [
        known.get(mark) or _Slot(fixed=param) for mark, param in zip(marks, params, strict=True)
    ]


@dataclass(frozen=True)
class _Read:
    sql: str
    slots: list[_Slot]
    rows: Callable[[Sequence[Any]], Iterator[Any]]


def filled(ids: list[int]) -> list[int]:
    """The ids, the last one repeated up to a power of two: a statement is composed per length."""
    return ids + ids[-1:] * ((1 << (len(ids) - 1).bit_length()) - len(ids))


class Query(_Statement, Generic[R]):
    """A queryset composed once: `Query(lambda shop_id: Order.objects.filter(…), shop_id=int)`.

    Arguments are int, str, datetime, dict (JSON), or lists of them as `[int]`. Rows are those of the
    queryset: model instances (with select_related, annotations) or values_list tuples.
    """

    def __init__(self, build: "Build[R]", **kinds: Any) -> None:
        super().__init__(**kinds)
        self._build = build

    def all(self, **given: Any) -> list[R]:
        """The rows; none without a statement if a list that is asked for is empty."""
        if any(isinstance(kind, list) and not given[name] for name, kind in self._kinds.items()):
            return []
        db = connections[DEFAULT_DB_ALIAS]
        read: _Read = self._for(given, db)
        rows, _ = run(db, read.sql, [slot.value(given, db) for slot in read.slots])
        return list(read.rows(rows))

    def first(self, **given: Any) -> R | None:
        """The first of the rows; the queryset itself says how many are read."""
        found = self.all(**given)
        return found[0] if found else None

    def _compose(self, sizes: dict[str, int]) -> _Read:
        samples, known = self._samples(sizes)
        queryset = self._build(**samples)
        compiler = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        converters = compiler.get_converters(
            [column[0] for column in compiler.select[0 : len(compiler.select)]]
        )

        def converted(rows: Sequence[Any]) -> Iterator[Any]:
            return iter(compiler.apply_converters(rows, converters)) if converters else iter(rows)

        if compiler.klass_info is None or queryset.query.values_select:
            return _Read(sql, _slots(params, known), lambda rows: map(tuple, converted(rows)))
        build = _instances(compiler, queryset.db)
        return _Read(sql, _slots(params, known), lambda rows: build(converted(rows)))


def _instances(compiler: Any, alias: str) -> Callable[[Iterator[Any]], Iterator[Any]]:
    """Makes model instances of rows, as Django's own iterable does."""
    info = compiler.klass_info
    start, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column[0].target.attname for column in compiler.select[start:end]]
    related = get_related_populators(info, compiler.select, alias)  # type: ignore[call-arg] # the stubs are ahead of Django 5.2
    extra = compiler.annotation_col_map

    def build(rows: Iterator[Any]) -> Iterator[Any]:
        for row in rows:
            made = info["model"].from_db(alias, names, row[start:end])
            for populator in related:
                populator.populate(row, made)
            for name, column in extra.items():
                setattr(made, name, row[column])
            yield made

    return build


class _Write(_Statement):
    """What changes rows and tells how many."""

    def __call__(self, **given: Any) -> int:
        """It is done; how many rows there were."""
        db = connections[DEFAULT_DB_ALIAS]
        sql, slots = self._for(given, db)
        return run(db, sql, [slot.value(given, db) for slot in slots])[1]


class Update(_Write):
    """An UPDATE composed once; the builder returns the rows and what is set."""

    def __init__(
        self,
        build: Callable[..., tuple["models.QuerySet[Any, Any]", dict[str, Any]]],
        **kinds: Any,
    ) -> None:
        super().__init__(**kinds)
        self._build = build

    def _compose(self, sizes: dict[str, int]) -> tuple[str, list[_Slot]]:
        samples, known = self._samples(sizes)
        queryset, values = self._build(**samples)
        query = queryset.query.chain(UpdateQuery)
        query.add_update_values(values)  # type: ignore[attr-defined] # chain() is typed as Query
        sql, params = query.get_compiler(connection=connection).as_sql()
        return sql, _slots(params, known)


class Delete(_Write):
    """A DELETE composed once, of rows that nothing else must follow."""

    def __init__(self, build: Callable[..., "models.QuerySet[Any, Any]"], **kinds: Any) -> None:
        super().__init__(**kinds)
        self._build = build

    def _compose(self, sizes: dict[str, int]) -> tuple[str, list[_Slot]]:
        samples, known = self._samples(sizes)
        query = self._build(**samples).query.chain(DeleteQuery)
        sql, params = query.get_compiler(connection=connection).as_sql()
        return sql, _slots(params, known)


_inserts: dict[tuple[str, type[models.Model], int], str] = {}


def insert(rows: Sequence[models.Model]) -> None:
    """New rows of one model stand in the database and carry their ids; one statement."""
    if not rows:
        return
    model, db = type(rows[0]), connections[DEFAULT_DB_ALIAS]
    key = next(field for field in model._meta.concrete_fields if field.primary_key)
    returning = f"RETURNING {connection.ops.quote_name(str(key.column))}"
    made, _ = run(db, _insert_sql(model, len(rows), returning), _inserted(rows, db))
    for row, (identity,) in zip(rows, made, strict=True):
        row.pk = identity
        row._state.adding, row._state.db = False, db.alias


def insert_new(rows: Sequence[models.Model]) -> None:
    """The rows stand in the database, but for those that clash with what is there; one statement."""
    if rows:
        db = connections[DEFAULT_DB_ALIAS]
        sql = _insert_sql(type(rows[0]), len(rows), "ON CONFLICT DO NOTHING")
        run(db, sql, _inserted(rows, db))


@cache
def _fields(model: type[models.Model]) -> list[tuple[Any, type | None]]:
    """The columns that are written, each with the type whose values need no preparing."""
    fields = model._meta.concrete_fields
    return [(one, _as_it_is(one)) for one in fields if not isinstance(one, models.AutoField)]


def _as_it_is(field: Any) -> type | None:
    if type(field).pre_save is not models.Field.pre_save:
        return None
    plain = {models.TextField: str, models.IntegerField: int, models.BigIntegerField: int}
    return plain.get(type(field))


def _inserted(rows: Sequence[models.Model], db: BaseDatabaseWrapper) -> list[Any]:
    values = []
    for row in rows:
        for field, plain in _fields(type(row)):
            value = field.pre_save(row, add=True)
            prepared = value is None or type(value) is plain
            values.append(value if prepared else field.get_db_prep_save(value, db))
    return values


def _insert_sql(model: type[models.Model], many: int, end: str) -> str:
    key = (f"{connection.vendor} {end}", model, many)
    found = _inserts.get(key)
    if found is None:
        quote, fields = connection.ops.quote_name, _fields(model)
        columns = ", ".join(quote(field.column) for field, _ in fields)
        one = f"({', '.join(['%s'] * len(fields))})"
        found = _inserts[key] = (
            f"INSERT INTO {quote(model._meta.db_table)} ({columns}) "  # noqa: S608 # our own names
            f"VALUES {', '.join([one] * many)} {end}"
        )
    return found


_saves: dict[tuple[str, type[models.Model], tuple[str, ...]], str] = {}


def save(row: models.Model, names: Sequence[str]) -> None:
    """The row stands in the database with these fields as they are now; one statement."""
    model = type(row)
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    key = (connection.vendor, model, tuple(names))
    sql = _saves.get(key) or _saves.setdefault(key, _save_sql(model, fields))
    values = [
        field.get_db_prep_save(field.pre_save(row, add=False), connection) for field in fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, row.pk])


def _save_sql(model: type[models.Model], fields: Sequence[Any]) -> str:
    quote = connection.ops.quote_name
    sets = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    key = next(field for field in model._meta.concrete_fields if field.primary_key)
    table = quote(model._meta.db_table)
    return f"UPDATE {table} SET {sets} WHERE {quote(str(key.column))} = %s"  # noqa: S608 # our own names
