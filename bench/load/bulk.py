"""Many rows at once, past triggers and indexes, which are as before when it is done."""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from bench.load.orders import Rows
from bench.load.tables import COLUMNS, Row, columns, table
from comptoir.catalog.models import Variant
from comptoir.core.database import write
from comptoir.core.models import Counter
from comptoir.mailing.models import MessageBody
from comptoir.orders.models import MonthFigure

TABLES = [table(model) for model in COLUMNS]


class Bulk(ABC):
    """Writes rows into tables whose indexes are away meanwhile."""

    @abstractmethod
    def careless(self) -> None:
        """From now on nothing waits for the disk: a load that breaks off is thrown away."""

    @abstractmethod
    def opened(self) -> AbstractContextManager[None]:
        """A context in which rows can be written; at its end everything stands as before."""

    @abstractmethod
    def write(self, model: type[Model], rows: list[Row]) -> None: ...

    def write_all(self, rows: Rows) -> None:
        for model, some in rows.items():
            self.write(model, some)


class Sqlite(Bulk):
    """Indexes and triggers are dropped, and made again from what the schema says of them."""

    def careless(self) -> None:
        self._raw().execute("PRAGMA synchronous=OFF")

    @contextmanager
    def opened(self) -> Iterator[None]:
        run = self._raw().execute
        # Faster without a journal; where somebody else has the file open, it stays as it is.
        with suppress(sqlite3.OperationalError):
            run("PRAGMA journal_mode=OFF")
        run("PRAGMA cache_size=-1500000")
        run("PRAGMA foreign_keys=OFF")
        names = ", ".join(f"'{name}'" for name in TABLES)
        away = run(
            "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') "
            f"AND sql IS NOT NULL AND tbl_name IN ({names}) ORDER BY rowid"  # our own tables
        ).fetchall()
        for kind, name, _sql in away:
            run(f'DROP {kind} "{name}"')
        yield
        for _kind, name, sql in away:
            told(f"making {name}")
            run(sql)
        told("making the full-text index")
        run("INSERT INTO orders_search_fts (orders_search_fts) VALUES ('rebuild')")
        run("PRAGMA journal_mode=WAL")
        connection.close()

    def write(self, model: type[Model], rows: list[Row]) -> None:
        if not rows:
            return
        names = columns(model)
        marks = ", ".join("?" * len(names))
        inserting = ", ".join(f'"{name}"' for name in names)
        raw = self._raw()
        raw.execute("BEGIN")
        raw.executemany(
            f'INSERT INTO "{table(model)}" ({inserting}) VALUES ({marks})',
            rows,
        )
        raw.execute("COMMIT")

    def _raw(self) -> Any:
        connection.ensure_connection()
        return connection.connection


class Postgresql(Bulk):
    """One transaction: tables emptied in it are written without a log (wal_level=minimal)."""

    def careless(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = off")

    @contextmanager
    def opened(self) -> Iterator[None]:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL maintenance_work_mem = '1GB'")
            cursor.execute("SET LOCAL max_parallel_maintenance_workers = 2")
            cursor.execute("SET LOCAL timezone = 'UTC'")
            constraints, indexes = self._away()
            for owner, name, _definition in constraints:
                cursor.execute(f'ALTER TABLE "{owner}" DROP CONSTRAINT "{name}"')
            for name, _definition in indexes:
                cursor.execute(f'DROP INDEX "{name}"')
            empty = [name for name in TABLES if not self._filled(name)]
            cursor.execute(f"TRUNCATE {', '.join(empty)} CASCADE")
            yield
            for name, definition in indexes:
                told(f"making {name}")
                cursor.execute(definition)
            # Unique ones first: others may lean on them.
            for owner, name, definition in sorted(constraints, key=lambda one: one[2][:1] != "U"):
                told(f"making {name}")
                cursor.execute(f'ALTER TABLE "{owner}" ADD CONSTRAINT "{name}" {definition}')
        self._sequences()

    def write(self, model: type[Model], rows: list[Row]) -> None:
        if not rows:
            return
        names = ", ".join(f'"{name}"' for name in columns(model))
        with (
            connection.cursor() as cursor,
            cursor.copy(f'COPY "{table(model)}" ({names}) FROM STDIN') as copy,
        ):
            for row in rows:
                copy.write_row(row)

    def _away(self) -> tuple[list[tuple[str, str, str]], list[tuple[str, str]]]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT c.conrelid::regclass::text, c.conname, pg_get_constraintdef(c.oid) "
                "FROM pg_constraint c WHERE c.contype IN ('f', 'u') "
                "AND c.conrelid::regclass::text = ANY(%s) ORDER BY c.contype, c.oid",
                [TABLES],
            )
            constraints = cursor.fetchall()
            cursor.execute(
                "SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i "
                "JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid::regclass::text = ANY(%s) "
                "AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid) "
                "ORDER BY i.indexrelid",
                [TABLES],
            )
            return constraints, cursor.fetchall()

    def _filled(self, name: str) -> bool:
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{name}")')
            return bool(cursor.fetchone()[0])

    def _sequences(self) -> None:
        with connection.cursor() as cursor:
            for model in COLUMNS:
                key = model._meta.pk.column
                if model is MessageBody or key != "id":
                    continue
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{table(model)}', 'id'), "
                    f'(SELECT max(id) FROM "{table(model)}"))'
                )
            told("vacuum and statistics, as autovacuum would make them")
            cursor.execute("VACUUM (ANALYZE)")


def bulk() -> Bulk:
    return Postgresql() if connection.vendor == "postgresql" else Sqlite()


def write_sums(
    numbers: dict[tuple[int, str], int],
    figures: dict[tuple[int, str], list[int]],
    sold: dict[int, int],
) -> None:
    """Numbers given, figures per month, and stock say what the orders say."""
    with write():
        Counter.objects.bulk_create(
            Counter(shop_id=shop, series=series, value=value)
            for (shop, series), value in numbers.items()
        )
        MonthFigure.objects.bulk_create(
            MonthFigure(shop_id=shop, month=month, orders=count, total=total)
            for (shop, month), (count, total) in figures.items()
        )
        stock = Variant.objects.in_bulk(list(sold))
        for variant in stock.values():
            if variant.stock is not None:
                variant.stock -= sold[variant.id]
        Variant.objects.bulk_update(stock.values(), ["stock"], batch_size=500)


def told(text: str) -> None:
    print(f"  {text}", flush=True)
