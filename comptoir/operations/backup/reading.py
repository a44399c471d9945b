"""Reads a backup: what it says it holds, and its members, each checked to its last byte."""

import hashlib
import io
import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from comptoir.operations.backup import ABOUT, FORMAT, MANIFEST, VERSION
from comptoir.operations.backup.archive import BLOCK
from comptoir.operations.backup.errors import CutShort, Damaged, NotABackup, TooNew

# What reading a changed file can end in.
FAULTS = (BadZipFile, zlib.error, EOFError, KeyError, ValueError, TypeError, RuntimeError)


class Digesting(io.RawIOBase):
    """A stream that is passed on, and its digest so far."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        block = self._stream.read(len(buffer))
        self.digest.update(block)
        buffer[: len(block)] = block
        return len(block)


class Backup:
    """An open backup. `manifest` is what it says of itself."""

    def __init__(self, zipped: ZipFile, manifest: dict[str, Any]) -> None:
        self._zip = zipped
        self.manifest = manifest

    @contextmanager
    def stream(self, entry: dict[str, Any]) -> Iterator[BinaryIO]:
        """The member's content; Damaged at the end if it is not what was written."""
        try:
            found = self._zip.open(entry["member"])
        except (*FAULTS, OSError) as fault:  # OSError: a place in the file that can't be
            raise Damaged(what=entry.get("member", "?")) from fault
        try:
            with found:
                digesting = Digesting(found)
                reader = io.BufferedReader(digesting, BLOCK)
                yield reader
                while reader.read(BLOCK):
                    pass
            if digesting.digest.hexdigest() != entry["sha256"]:
                raise Damaged(what=entry["member"])
        except FAULTS as fault:
            raise Damaged(what=entry.get("member", "?")) from fault

    def lines(self, table: dict[str, Any]) -> Iterator[list[Any]]:
        """The rows of a table; Damaged if they are not as many as were written."""
        count, columns = 0, len(table["columns"])
        with self.stream(table) as reader:
            for line in reader:
                row = json.loads(line)
                if len(row) != columns:
                    raise Damaged(what=table["member"])
                count += 1
                yield row
        if count != table["rows"]:
            raise Damaged(what=table["member"])

    def check(self) -> None:
        """Every member is as it was written. Raises Damaged."""
        entries = [self.manifest[kind] for kind in ("tables", "files", "keys")]
        for entry in (one for kind in entries for one in kind):
            with self.stream(entry):
                pass


@contextmanager
def opened(path: Path) -> Iterator[Backup]:
    """The backup, if it is whole. Raises NotABackup, CutShort, Damaged, TooNew."""
    begins_like_one = _begins_like_one(path)
    try:
        zipped = ZipFile(path)
    except (*FAULTS, OSError) as fault:
        raise (CutShort if begins_like_one else NotABackup) from fault
    with zipped:
        if MANIFEST not in zipped.namelist():
            raise CutShort if begins_like_one else NotABackup
        try:
            manifest = json.loads(zipped.read(MANIFEST))
            known, version = manifest["format"] == FORMAT, int(manifest["version"])
        except FAULTS as fault:
            raise Damaged(what=MANIFEST) from fault
        if not known:
            raise NotABackup
        if version > VERSION:
            raise TooNew(version=manifest.get("comptoir", "?"))
        yield Backup(zipped, manifest)


def _begins_like_one(path: Path) -> bool:
    """Whether the file's first bytes are those of a backup, or as many of them as there are."""
    with path.open("rb") as stream:
        head = stream.read(30 + len(ABOUT))
    name = head[30:]
    return head[:4] == b"PK\x03\x04"[: len(head)] and name == ABOUT.encode()[: len(name)]
