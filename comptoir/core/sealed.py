"""Secrets of others that are kept: encrypted with the installation's own key.

The key is no part of the database or of an ordinary backup, so neither gives the secrets away.
"""

from functools import cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class CantUnseal(Exception):
    """What is kept was sealed with another key than this installation has now."""


def seal(text: str) -> str:
    """The text as it can be kept: nothing of it can be read without the key."""
    return _box(settings.COMPTOIR_ENCRYPTION_KEY).encrypt(text.encode()).decode("ascii")


def unseal(sealed: str) -> str:
    """The text again. Raises CantUnseal."""
    try:
        return _box(settings.COMPTOIR_ENCRYPTION_KEY).decrypt(sealed.encode("ascii")).decode()
    except InvalidToken as error:
        raise CantUnseal from error


@cache
def _box(keys: str) -> MultiFernet:
    # Several keys, the newest first: what an older one sealed can still be read.
    return MultiFernet([Fernet(key.strip()) for key in keys.split(",")])
