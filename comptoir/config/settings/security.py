"""Secret key, hosts, cookies, headers."""

import os
from collections.abc import Callable
from pathlib import Path

from cryptography.fernet import Fernet
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from comptoir.config import environment
from comptoir.config.settings.base import COMPTOIR_HOST, COMPTOIR_URL, HOME


def _secret_key(kept: Path) -> str:
    """The installation's own key: made at the first start, readable by its owner only."""
    return environment.text("COMPTOIR_SECRET_KEY") or _kept(kept, get_random_secret_key)


def _encryption_key(kept: Path) -> str:
    """What others' secrets are encrypted with: one key, or several with the newest first."""
    given = environment.text("COMPTOIR_ENCRYPTION_KEY")
    found = given or _kept(kept, lambda: Fernet.generate_key().decode("ascii"))
    try:
        for key in found.split(","):
            Fernet(key.strip())
    except ValueError as error:
        source = "COMPTOIR_ENCRYPTION_KEY" if given else kept
        raise ImproperlyConfigured(f"{source}: {error}") from error
    return found


def _kept(kept: Path, make: Callable[[], str]) -> str:
    try:
        # O_EXCL: of two processes that start together, one writes and the other reads.
        file = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return kept.read_text(encoding="ascii").strip()
    with os.fdopen(file, "w", encoding="ascii") as out:
        key = make()
        out.write(key)
    return key


SECRET_KEY = _secret_key(HOME / "secret.key")
COMPTOIR_ENCRYPTION_KEY = _encryption_key(HOME / "encryption.key")
# Addresses that stand in for providers' own, by provider; only tests set them.
COMPTOIR_STAND_INS: dict[str, str] = {}

_SECURE = COMPTOIR_URL.startswith("https://")
ALLOWED_HOSTS = [COMPTOIR_HOST, "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [COMPTOIR_URL]
SESSION_COOKIE_SECURE = _SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = _SECURE
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = _SECURE
SECURE_HSTS_SECONDS = 30 * 24 * 3600 if _SECURE else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
# Mails are shown in sandboxed frames of our own pages.
X_FRAME_OPTIONS = "SAMEORIGIN"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
}
