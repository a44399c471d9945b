import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from tests.mailing.server import Postbox, smtp_server
from tests.payments.conftest import paypal, roots, stripe

__all__ = ["environment", "paypal", "roots", "server", "stripe"]


@pytest.fixture
def server() -> Iterator[tuple[Postbox, int]]:
    box = Postbox()
    with smtp_server(box) as port:
        yield box, port


@pytest.fixture
def environment(tmp_path: Path, server: tuple[Postbox, int]) -> dict[str, str]:
    """What a process needs to work on this test's database and mail server."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{found['NAME']}"
    else:
        url = f"postgresql://{found['USER']}@{quote(found['HOST'], safe='')}/{found['NAME']}"
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "comptoir.config.settings",
        "COMPTOIR_HOME": str(tmp_path),
        "COMPTOIR_SECRET_KEY": "only for tests",
        "COMPTOIR_LOG_LEVEL": "ERROR",
        "DATABASE_URL": url,
        "EMAIL_URL": f"smtp://127.0.0.1:{server[1]}",
    }
