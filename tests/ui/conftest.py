"""The samples' site instead of the product's."""

import pytest
from pytest_django.fixtures import Settings


@pytest.fixture(autouse=True)
def samples(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.ui.site"
