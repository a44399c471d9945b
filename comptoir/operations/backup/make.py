"""Writes a backup."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection

from comptoir import __version__
from comptoir.core.schema import pending_migrations
from comptoir.operations.backup import ABOUT, FORMAT, MANIFEST, VERSION
from comptoir.operations.backup.archive import BLOCK, Writer, new_archive
from comptoir.operations.backup.errors import Exists, NotUpToDate
from comptoir.operations.backup.lines import lines
from comptoir.operations.backup.pace import Progress, counted, silent
from comptoir.operations.backup.schema import applied
from comptoir.operations.backup.sequences import last_ids
from comptoir.operations.backup.tables import tables
from comptoir.operations.snapshot import one_snapshot
from comptoir.operations.stored_files import named_files


def make_backup(
    path: Path, *, now: datetime, with_keys: bool = False, progress: Progress = silent
) -> dict[str, Any]:
    """The file holds everything of one moment; its manifest is returned.

    Raises Exists, NotUpToDate. Nobody waits for it.
    """
    if path.exists():
        raise Exists(file=str(path))
    if pending_migrations():
        raise NotUpToDate
    with new_archive(path) as archive:
        archive.json(ABOUT, {"format": FORMAT, "version": VERSION, "comptoir": __version__})
        with one_snapshot():
            manifest = _facts(now) | _rows(archive, progress)
            names = list(dict.fromkeys(name for _shop, name, _needed in named_files()))
        manifest |= _files(archive, names, progress)
        manifest["keys"] = _keys(archive) if with_keys else []
        archive.json(MANIFEST, manifest)
    return manifest


def _facts(now: datetime) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "comptoir": __version__,
        "made_at": now.isoformat(),
        "database": connection.vendor,
        "migrations": sorted(f"{app}.{name}" for app, name in applied()),
    }


def _rows(archive: Writer, progress: Progress) -> dict[str, Any]:
    told = []
    every = tables()
    for table in every:
        found = archive.lines(
            f"tables/{table.name}.jsonl", counted(table.name, lines(table), progress)
        )
        columns = [[column.name, column.kind] for column in table.columns]
        told.append({"name": table.name, "key": table.key, "columns": columns, **found})
    return {"tables": told, "last_ids": last_ids(every)}


def _files(archive: Writer, names: list[str], progress: Progress) -> dict[str, Any]:
    """Files are never changed under their name; one that is removed meanwhile is told as missing."""
    told, missing = [], []
    for nth, name in enumerate(names, start=1):
        try:
            stream = default_storage.open(name)
        except FileNotFoundError:
            missing.append(name)
            continue
        with stream:
            found = archive.blocks(f"files/{nth}", stream.chunks(BLOCK), packed=False)
        told.append({"name": name, **found})
        progress("files", 1)
    return {"files": told, "missing_files": missing}


def _keys(archive: Writer) -> list[dict[str, Any]]:
    found = sorted(Path(settings.COMPTOIR_HOME).glob("*.key"))
    return [
        {"name": file.name, **archive.blocks(f"keys/{file.name}", [file.read_bytes()])}
        for file in found
    ]
