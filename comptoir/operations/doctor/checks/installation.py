"""The machine and the settings: disk, keys, mail server, addresses."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from comptoir.mailing.models import Message
from comptoir.operations.doctor.finding import Finding, Scope

LEAST_FREE = 1 << 30
HERE = frozenset({"localhost", "127.0.0.1", "::1"})


def disk(scope: Scope) -> Iterator[Finding]:
    """There is room on the disk: a gigabyte, and as much again as the database."""
    home = Path(settings.COMPTOIR_HOME)
    free, size = shutil.disk_usage(home).free, _database_size()
    if free < max(LEAST_FREE, size):
        yield Finding(
            "",
            str(home),
            _("Only %(free)s MB are free.") % {"free": free >> 20},
        )


def _database_size() -> int:
    default = settings.DATABASES["default"]
    file = Path(str(default["NAME"]))
    if default["ENGINE"] != "django.db.backends.sqlite3" or not file.exists():
        return 0
    return file.stat().st_size


def keys(scope: Scope) -> Iterator[Finding]:
    """Key files are their owner's only."""
    for file in sorted(Path(settings.COMPTOIR_HOME).glob("*.key")):
        if file.stat().st_mode & 0o077:
            yield Finding("", str(file), _("Others can read this key: chmod 600."))


def setting_values(scope: Scope) -> Iterator[Finding]:
    """Nothing is set that suits only a trial."""
    if settings.DEBUG:
        yield Finding("", "COMPTOIR_DEBUG", _("It shows errors with their source to everybody."))
    public = settings.COMPTOIR_HOST not in HERE
    if public and not settings.COMPTOIR_URL.startswith("https://"):
        yield Finding(
            "", "COMPTOIR_URL", _("It is no https address: what customers type can be read.")
        )
    waiting = Message.objects.filter(state=Message.State.WAITING)
    if settings.COMPTOIR_MAIL_SERVER is None and (public or waiting.exists()):
        yield Finding("", "EMAIL_URL", _("No mail server is set: mails wait."))
