"""Installations full of orders, kept in a folder and used again."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.load.marks import MARK
from bench.site import Site, home, served

# Nothing but the load needs these: tables that are filled in the transaction that emptied them
# are then written without a log.
LOADING = {"wal_level": "minimal", "max_wal_senders": "0", "max_wal_size": "16GB"}


@dataclass(frozen=True)
class Filled:
    """A loaded installation that runs; `mark` says what it was loaded with."""

    site: Site
    mark: dict[str, Any]
    folder: Path


@contextmanager
def filled(
    folder: Path, database: str, orders: int, seed: int, port: int, *, anew: bool = False
) -> Iterator[Filled]:
    """An installation with that many orders in its large shop runs; made once, then used again."""
    folder = (folder / f"{database}-{orders}").resolve()
    if anew or not _mark(folder, seed):
        _load(folder, database, orders, seed, port)
    with (
        home(folder, database, port) as (surroundings, database_pid),
        served(surroundings, database_pid, port) as site,
    ):
        yield Filled(site, _mark(folder, seed) or {}, folder)


def _mark(folder: Path, seed: int) -> dict[str, Any] | None:
    """What it was loaded with; None for what is not whole, or of another seed."""
    try:
        found: dict[str, Any] = json.loads((folder / MARK).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if found.get("seed") == seed else None


def _load(folder: Path, database: str, orders: int, seed: int, port: int) -> None:
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    with home(folder, database, port, **LOADING) as (surroundings, _pid):
        words = [sys.executable, "-m", "bench.load", str(orders), str(seed)]
        # The real file's place is nothing of the product's, and so not in its surroundings.
        data = {name: os.environ[name] for name in ("COMPTOIR_TEST_DATA",) if name in os.environ}
        done = subprocess.run(words, env=surroundings | data, check=False)
        if done.returncode:
            raise SystemExit("the load failed")
