"""The file: a ZIP whose last member says what must be in it, with counts and SHA-256."""

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

BLOCK = 1 << 20
BATCH = 1_000
# Quick: a second level costs twice the time for a tenth of the size.
LEVEL = 1


class Writer:
    """Adds members one after the other; each is told with its size and digest."""

    def __init__(self, zipped: ZipFile) -> None:
        self._zip = zipped

    def json(self, member: str, value: Any) -> None:
        text = json.dumps(value, ensure_ascii=False, indent=1)
        self.blocks(member, [text.encode()])

    def lines(self, member: str, lines: Iterable[str]) -> dict[str, Any]:
        """The lines stand in the member; how many, and their digest."""
        count = 0

        def blocks() -> Iterator[bytes]:
            nonlocal count
            batch: list[str] = []
            for line in lines:
                batch.append(line)
                if len(batch) == BATCH:
                    count += BATCH
                    yield ("\n".join(batch) + "\n").encode()
                    batch.clear()
            if batch:
                count += len(batch)
                yield ("\n".join(batch) + "\n").encode()

        told = self.blocks(member, blocks())
        return {"member": member, "rows": count, "sha256": told["sha256"]}

    def blocks(
        self, member: str, blocks: Iterable[bytes], *, packed: bool = True
    ) -> dict[str, Any]:
        digest, size = hashlib.sha256(), 0
        info = ZipInfo(member)
        info.compress_type = ZIP_DEFLATED if packed else ZIP_STORED
        info.external_attr = 0o600 << 16
        with self._zip.open(info, "w", force_zip64=True) as stream:
            for block in blocks:
                digest.update(block)
                size += len(block)
                stream.write(block)
        return {"member": member, "size": size, "sha256": digest.hexdigest()}


@contextmanager
def new_archive(path: Path) -> Iterator[Writer]:
    """The file appears under its name once it is whole and on disk; only its owner reads it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=".part")
    partial = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            with ZipFile(stream, "w", compression=ZIP_DEFLATED, compresslevel=LEVEL) as zipped:
                yield Writer(zipped)
            stream.flush()
            os.fsync(stream.fileno())
        partial.rename(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
