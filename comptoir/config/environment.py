"""Every setting that an installation can change, in one table.

Nothing else in Comptoir reads the environment. docs/settings.md is made from this
table by `make docs`, and a test holds the two together.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Setting:
    """One line of the table: what an operator may set, and what it does."""

    name: str
    default: str
    meaning: str
    shown_default: str = ""
    """What the docs say instead of the default, where it is made up on the spot."""
    secret: bool = False


TABLE: tuple[Setting, ...] = (
    Setting(
        "COMPTOIR_HOME",
        "var",
        "Folder for everything that Comptoir keeps: the SQLite database, uploaded pictures, "
        "the secret key. Back it up.",
    ),
    Setting(
        "COMPTOIR_URL",
        "",
        "The address under which people reach this installation, such as "
        "`https://shop.example`. Gives the accepted host name, the links in mails, and secure "
        "cookies when it begins with `https`.",
        shown_default="`http://localhost:` and the port",
    ),
    Setting(
        "PORT",
        "8000",
        "Port that `comptoir serve` listens on.",
    ),
    Setting(
        "DATABASE_URL",
        "",
        "Which database to use, for example `postgresql://user:password@host/name`.",
        shown_default="SQLite, in `COMPTOIR_HOME`",
        secret=True,
    ),
    Setting(
        "EMAIL_URL",
        "",
        "The mail server: `smtp://user:password@host:25`, `smtp+tls://…:587` for STARTTLS, "
        "`smtp+ssl://…:465` for TLS from the first byte. Without it mails are written and "
        "wait, and the desk says so.",
        shown_default="none: mails wait",
        secret=True,
    ),
    Setting(
        "COMPTOIR_DEFAULT_FROM",
        "",
        "Sender address of shops that have not set their own.",
        shown_default="`no-reply@` and the host of `COMPTOIR_URL`",
    ),
    Setting(
        "COMPTOIR_SECRET_KEY",
        "",
        "Signs sessions and links. Set it when several machines serve one installation.",
        shown_default="made once, kept in `COMPTOIR_HOME/secret.key`",
        secret=True,
    ),
    Setting(
        "COMPTOIR_ENCRYPTION_KEY",
        "",
        "Encrypts what others entrust to this installation, such as the keys of payment "
        "providers. Several, separated by commas: the first encrypts, all decrypt. Set it when "
        "several machines serve one installation.",
        shown_default="made once, kept in `COMPTOIR_HOME/encryption.key`",
        secret=True,
    ),
    Setting(
        "COMPTOIR_DATABASE_POOL",
        "10",
        "How many connections to PostgreSQL one process keeps at most. A web process uses no more "
        "than five, a worker three.",
    ),
    Setting(
        "COMPTOIR_STORAGE",
        "django.core.files.storage.FileSystemStorage",
        "Where uploaded pictures and the files of exports and imports are kept: any storage class "
        "of Django by its dotted path, such as `storages.backends.s3.S3Storage` (its package must "
        "be installed). With several machines it must be one that all of them reach.",
        shown_default="the folder `media` in `COMPTOIR_HOME`",
    ),
    Setting(
        "COMPTOIR_STORAGE_OPTIONS",
        "",
        "Arguments of that class as JSON, such as "
        '`{"bucket_name": "shop", "endpoint_url": "https://…"}`.',
        shown_default="none",
        secret=True,
    ),
    Setting(
        "COMPTOIR_TRUSTED_PROXIES",
        "",
        "Addresses or networks, separated by commas, of proxies whose `X-Forwarded-For` and "
        "`X-Forwarded-Proto` are believed, such as `127.0.0.1,10.0.0.0/8`. Headers from "
        "anywhere else are ignored.",
        shown_default="none",
    ),
    Setting(
        "COMPTOIR_METRICS_TOKEN",
        "",
        "The token that `/metrics` asks for (`Authorization: Bearer …`). Without it the page "
        "does not exist.",
        shown_default="none",
        secret=True,
    ),
    Setting(
        "COMPTOIR_UNDO_SECONDS",
        "8",
        "How long mails caused by staff wait before they leave, so that undo can take them back.",
    ),
    Setting(
        "COMPTOIR_LOG_LEVEL",
        "INFO",
        "Least important log line that is written: `DEBUG`, `INFO`, `WARNING` or `ERROR`.",
    ),
    Setting(
        "COMPTOIR_LOG_FORMAT",
        "text",
        "`text` for people, `json` for programs; one line per event, on standard error.",
    ),
    Setting(
        "COMPTOIR_DEBUG",
        "no",
        "`yes` shows errors with their source in the browser. Never on a machine that others "
        "can reach.",
    ),
)

_BY_NAME: Mapping[str, Setting] = {setting.name: setting for setting in TABLE}
_YES = {"1", "yes", "true", "on"}
_NO = {"", "0", "no", "false", "off"}


def text(name: str) -> str:
    """The value of a declared setting: from the file named by NAME_FILE, from NAME, or its default."""
    setting = _BY_NAME[name]
    from_file = os.environ.get(f"{name}_FILE")
    if from_file:
        try:
            # Secret files usually end in a newline that is not part of the secret.
            return Path(from_file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE: {error}") from error
    return os.environ.get(name, "").strip() or setting.default


def number(name: str) -> int:
    value = text(name)
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}") from error


def yes(name: str) -> bool:
    value = text(name).lower()
    if value not in _YES | _NO:
        raise ImproperlyConfigured(f"{name} must be yes or no, not {value!r}")
    return value in _YES


def items(name: str) -> list[str]:
    return [item.strip() for item in text(name).split(",") if item.strip()]
