"""The full-text index of search.

SQLite: an FTS5 table of trigrams over the text of orders_ordersearch, which it does not
copy, kept in step by triggers. PostgreSQL: a trigram index on the same column.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = (
    """
    CREATE VIRTUAL TABLE orders_search_fts USING fts5(
        text,
        content='orders_ordersearch',
        content_rowid='key',
        columnsize=0,
        tokenize='trigram case_sensitive 1'
    )
    """,
    """
    CREATE TRIGGER orders_search_added AFTER INSERT ON orders_ordersearch BEGIN
        INSERT INTO orders_search_fts (rowid, text) VALUES (new.key, new.text);
    END
    """,
    """
    CREATE TRIGGER orders_search_removed AFTER DELETE ON orders_ordersearch BEGIN
        INSERT INTO orders_search_fts (orders_search_fts, rowid, text)
        VALUES ('delete', old.key, old.text);
    END
    """,
    """
    CREATE TRIGGER orders_search_changed AFTER UPDATE OF key, text ON orders_ordersearch BEGIN
        INSERT INTO orders_search_fts (orders_search_fts, rowid, text)
        VALUES ('delete', old.key, old.text);
        INSERT INTO orders_search_fts (rowid, text) VALUES (new.key, new.text);
    END
    """,
)
SQLITE_BACK = (
    "DROP TRIGGER orders_search_added",
    "DROP TRIGGER orders_search_removed",
    "DROP TRIGGER orders_search_changed",
    "DROP TABLE orders_search_fts",
)
POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX orders_search_trigrams ON orders_ordersearch USING gin (text gin_trgm_ops)",
)
POSTGRESQL_BACK = ("DROP INDEX orders_search_trigrams",)


def add(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run(schema_editor, SQLITE, POSTGRESQL)


def remove(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _run(schema_editor, SQLITE_BACK, POSTGRESQL_BACK)


def _run(
    schema_editor: BaseDatabaseSchemaEditor, sqlite: tuple[str, ...], postgresql: tuple[str, ...]
) -> None:
    vendor = schema_editor.connection.vendor
    for statement in postgresql if vendor == "postgresql" else sqlite:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial")]

    operations = [migrations.RunPython(add, remove)]
