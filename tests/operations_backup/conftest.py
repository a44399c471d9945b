import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.operations_backup.places import Places


@pytest.fixture(scope="package")
def places(django_db_blocker: Any) -> Iterator[Places]:
    """Databases of both kinds, whichever this run is on."""
    # Short, because a socket's path may have a hundred letters, and readable for the server's user.
    folder = Path(tempfile.mkdtemp(prefix="comptoir-places-"))
    folder.chmod(0o755)
    found = Places(folder)
    with django_db_blocker.unblock():
        yield found
    found.close()
