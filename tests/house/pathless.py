from django.core.files.storage import InMemoryStorage
from django.utils._os import safe_join


class PathlessStorage(InMemoryStorage):
    """Keeps files where no path leads to, as an object store does."""

    def path(self, name: str) -> str:
        raise NotImplementedError("there is no path here")

    def _relative_path(self, name: str) -> str:
        return safe_join("/", name).lstrip("/")
