"""Where mails go."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from comptoir.config import environment
from comptoir.config.settings.base import COMPTOIR_HOST

_PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}


def _mail_server(url: str) -> dict[str, Any] | None:
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ImproperlyConfigured(
            "EMAIL_URL must look like smtp://host, smtp+tls://host or smtp+ssl://host"
        )
    return {
        "host": parts.hostname,
        "port": parts.port or _PORTS[parts.scheme],
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": parts.scheme == "smtp+tls",
        "use_ssl": parts.scheme == "smtp+ssl",
    }


# Arguments for Django's SMTP connection; None: mails are written and wait.
COMPTOIR_MAIL_SERVER = _mail_server(environment.text("EMAIL_URL"))
# Mails of Django and allauth become messages like all others; the worker sends them.
EMAIL_BACKEND = "comptoir.mailing.backend.EmailBackend"
# Below half of a job's lease, so that a slow server can't make two workers send one mail.
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = environment.text("COMPTOIR_DEFAULT_FROM") or (
    f"no-reply@{COMPTOIR_HOST}" if "." in COMPTOIR_HOST else "no-reply@comptoir.invalid"
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
