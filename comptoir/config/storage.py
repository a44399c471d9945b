"""Where uploads and the files of exports and imports are kept."""

import json
from importlib.util import find_spec
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from comptoir.config import environment


def storage() -> dict[str, Any]:
    """The storage as Django's setting wants it; what can't be one is refused by name."""
    backend = environment.text("COMPTOIR_STORAGE")
    module, _, name = backend.rpartition(".")
    if not module or not name or not _is_there(module):
        raise ImproperlyConfigured(
            f"COMPTOIR_STORAGE: there is no {backend!r}; is its package installed?"
        )
    return {"BACKEND": backend, "OPTIONS": _options()}


def _options() -> dict[str, Any]:
    try:
        found = json.loads(environment.text("COMPTOIR_STORAGE_OPTIONS") or "{}")
    except ValueError as error:
        raise ImproperlyConfigured(f"COMPTOIR_STORAGE_OPTIONS is no JSON: {error}") from error
    if not isinstance(found, dict):
        raise ImproperlyConfigured("COMPTOIR_STORAGE_OPTIONS must be an object: {…}")
    return found


def _is_there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except (ImportError, ValueError):
        return False
