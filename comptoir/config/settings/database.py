"""The database, and the cache in it that all processes share."""

from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from comptoir.config import environment
from comptoir.config.settings.base import HOME

_SQLITE = {
    # A transaction that will write takes the write lock at its start: it can then wait for
    # its turn, where a lock taken half-way could only fail.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # FULL: an order that was acknowledged survives a power cut.
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
        # Per connection, and there are ten of them: the system keeps the file in memory anyway.
        "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-4000;"
    ),
}

# A page waits so long for a server that is away, then says so. The pool gives up reconnecting
# soon and begins anew with the next request: its pauses would else grow to minutes.
_POOL = {
    "min_size": 1,
    "max_size": environment.number("COMPTOIR_DATABASE_POOL"),
    "timeout": 10,
    "reconnect_timeout": 4,
}


def _database(url: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = dict(
            dj_database_url.parse(url or f"sqlite:///{HOME / 'comptoir.sqlite3'}")
        )
    except (ValueError, dj_database_url.ParseError) as error:
        raise ImproperlyConfigured(f"DATABASE_URL: {error}") from error
    options: dict[str, Any] = found.setdefault("OPTIONS", {})
    if found["ENGINE"] == "django.db.backends.sqlite3":
        # Opening a SQLite connection costs as much as a read: keep it.
        found["CONN_MAX_AGE"] = 600
        found["OPTIONS"] = {**_SQLITE, **options}
        # Tests use a file, because threads can't share a database in memory.
        found["TEST"] = {"NAME": str(HOME / "test.sqlite3")}
    else:
        # The pool keeps connections; Django refuses both together.
        found["CONN_MAX_AGE"] = 0
        # Each is asked before it is handed out: after a restart of the server none is good.
        found["CONN_HEALTH_CHECKS"] = True
        options.setdefault("connect_timeout", 5)
        # Statements composed once (core/prepared.py) are planned once per connection too.
        options.setdefault("prepare_threshold", 3)
        options.setdefault("pool", dict(_POOL))
    return found


DATABASES = {"default": _database(environment.text("DATABASE_URL"))}

# Sign-in limits are counted here, so every process must see the same numbers.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
    }
}
SESSION_ENGINE = "comptoir.shops.sessions"
