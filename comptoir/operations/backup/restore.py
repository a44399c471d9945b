"""Puts a backup into an empty place: all of it, or nothing."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection

from comptoir.core.database import write
from comptoir.operations.backup import schema
from comptoir.operations.backup.errors import Damaged, NotEmpty, SetUpOtherwise, TooNew
from comptoir.operations.backup.load import load
from comptoir.operations.backup.pace import Progress, counted, silent
from comptoir.operations.backup.reading import FAULTS, Backup
from comptoir.operations.backup.sequences import set_last_ids
from comptoir.operations.backup.tables import Column, Table

NAME = re.compile(r"[a-z_][a-z0-9_]*")
KEY = re.compile(r"[a-z0-9_-]+\.key")


def restore(backup: Backup, *, progress: Progress = silent) -> None:
    """Rows, files and keys of the backup are here, and the database is up to date.

    Raises NotEmpty, TooNew, SetUpOtherwise, Damaged; then nothing of the backup is here.
    """
    tables = _tables(backup)
    _prepare(backup, tables)
    try:
        with _files_or_none() as kept, write():
            _rows(backup, tables, progress)
            _files(backup, kept, progress)
    except DatabaseError:
        # What the database doesn't take was most often spoilt on its way.
        backup.check()
        raise
    _keys(backup)
    schema.bring_up_to_date()


def _prepare(backup: Backup, tables: list[Table]) -> None:
    """The database is set up as the backup's was, and empty."""
    version = backup.manifest["comptoir"]
    wanted = {_migration(name) for name in backup.manifest["migrations"]}
    if schema.unknown(wanted):
        raise TooNew(version=version)
    names = [one["name"] for one in backup.manifest["files"]]
    if present := next((name for name in names if default_storage.exists(name)), ""):
        raise NotEmpty(what=present)
    there = schema.applied()
    if there:
        _refuse_rows(tables)
        if there != wanted:
            raise SetUpOtherwise(version=version)
    else:
        schema.set_up(wanted)


def _migration(name: str) -> tuple[str, str]:
    app, _point, rest = name.partition(".")
    return app, rest


def _tables(backup: Backup) -> list[Table]:
    """The tables as the backup has them; their names go into statements, so they are names."""
    try:
        found = [
            Table(one["name"], one["key"], tuple(Column(*column) for column in one["columns"]))
            for one in backup.manifest["tables"]
        ]
    except FAULTS as fault:
        raise Damaged(what="manifest.json") from fault
    for table in found:
        names = [table.name, table.key, *(column.name for column in table.columns)]
        if not all(NAME.fullmatch(name) for name in names):
            raise Damaged(what="manifest.json")
    return found


def _refuse_rows(tables: list[Table]) -> None:
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in tables:
            if table.name in there:
                cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table.name)} LIMIT 1")  # noqa: S608  # a checked name
                if cursor.fetchone():
                    raise NotEmpty(what=table.name)


def _rows(backup: Backup, tables: list[Table], progress: Progress) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # Checked table by table: kept to the end, a million checks would fill the memory.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table, entry in zip(tables, backup.manifest["tables"], strict=True):
        load(table, counted(table.name, backup.lines(entry), progress))
    set_last_ids(tables, backup.manifest["last_ids"])


@contextmanager
def _files_or_none() -> Iterator[list[str]]:
    """Files kept in the list are removed again unless all goes well."""
    kept: list[str] = []
    try:
        yield kept
    except BaseException:
        for name in kept:
            default_storage.delete(name)
        raise


def _files(backup: Backup, kept: list[str], progress: Progress) -> None:
    for entry in backup.manifest["files"]:
        with backup.stream(entry) as stream:
            name = default_storage.save(entry["name"], File(stream))
            kept.append(name)
            if name != entry["name"]:
                raise NotEmpty(what=entry["name"])
        progress("files", 1)


def _keys(backup: Backup) -> None:
    """Keys of the backup take the place of those that this empty place made for itself."""
    for entry in backup.manifest["keys"]:
        if not KEY.fullmatch(entry["name"]):
            raise Damaged(what="manifest.json")
        path = Path(settings.COMPTOIR_HOME) / entry["name"]
        partial = path.with_suffix(".new")
        with backup.stream(entry) as stream:
            handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "wb") as out:
                out.write(stream.read())
        partial.replace(path)
