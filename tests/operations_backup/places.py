"""Places of their own to back up and restore: a database of either kind, a home, a storage."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.utils import load_backend
from django.test.utils import override_settings

from comptoir.config.settings import database
from tests.postgresql import Postgresql

_number = count(1)


@dataclass(frozen=True)
class Place:
    """`url` is its DATABASE_URL, `home` its COMPTOIR_HOME."""

    home: Path
    url: str

    def environment(self) -> dict[str, str]:
        return {
            "COMPTOIR_HOME": str(self.home),
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "COMPTOIR_SECRET_KEY": "only for tests",
            "COMPTOIR_LOG_LEVEL": "ERROR",
        }

    @contextmanager
    def here(self) -> Iterator[None]:
        """Everything in this thread happens in that place."""
        settings = connections.configure_settings({DEFAULT_DB_ALIAS: _settings(self.url)})
        found = settings[DEFAULT_DB_ALIAS]
        before = connections[DEFAULT_DB_ALIAS]
        here = load_backend(found["ENGINE"]).DatabaseWrapper(found, DEFAULT_DB_ALIAS)
        connections[DEFAULT_DB_ALIAS] = here
        media = self.home / "media"
        try:
            with override_settings(COMPTOIR_HOME=self.home, MEDIA_ROOT=str(media)):
                yield
        finally:
            here.close()
            if pool := getattr(here, "pool", None):
                pool.close()
                here.close_pool()
            connections[DEFAULT_DB_ALIAS] = before

    def set_up(self) -> None:
        with self.here():
            call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)


def _settings(url: str) -> dict[str, Any]:
    found = database._database(url)
    if "init_command" in found["OPTIONS"]:
        quick = found["OPTIONS"]["init_command"].replace("synchronous=FULL", "synchronous=OFF")
        found["OPTIONS"] = found["OPTIONS"] | {"init_command": quick}
    return found


class Places:
    """Makes places; one PostgreSQL server for all that want one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server: Postgresql | None = None
        self._ready: dict[str, Place] = {}

    def ready(self, kind: str) -> Place:
        """A place whose database is set up; made once of each kind, and copied from then on."""
        if kind not in self._ready:
            self._ready[kind] = self.new(kind)
            self._ready[kind].set_up()
        first = self._ready[kind]
        if kind == "postgresql":
            return self.new(kind, like=f" TEMPLATE {first.url.rpartition('/')[2]}")
        place = self.new(kind)
        shutil.copy(first.home / "comptoir.sqlite3", place.home)
        return place

    def new(self, kind: str, like: str = "") -> Place:
        """A place where nothing is yet."""
        nth = next(_number)
        home = self._folder / f"home{nth}"
        home.mkdir()
        if kind == "sqlite":
            return Place(home, f"sqlite:///{home / 'comptoir.sqlite3'}")
        server = self._started()
        name = f"place{nth}"
        with psycopg.connect(server.url, autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {name}{like}")
        return Place(home, server.url.removesuffix("postgres") + name)

    def _started(self) -> Postgresql:
        if self._server is None:
            self._server = Postgresql(self._folder / "server")
            self._server.start()
        return self._server

    def close(self) -> None:
        if self._server is not None:
            self._server.stop()
        shutil.rmtree(self._folder, ignore_errors=True)
