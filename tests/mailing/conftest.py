from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from tests.mailing.server import Postbox, settings_for, smtp_server


@pytest.fixture
def postbox(settings: Settings) -> Iterator[Postbox]:
    """A mail server that takes everything; settings point to it."""
    box = Postbox()
    with smtp_server(box) as port:
        settings.COMPTOIR_MAIL_SERVER = settings_for(port)
        yield box
