"""What every test gets: the guard against writes past the door, and the choice of tests per run."""

from collections.abc import Iterator

import hypothesis
import pytest

from tests import databases, guard

# Two noisy cores: how long an example takes says nothing about the code.
hypothesis.settings.register_profile("comptoir", deadline=None, database=None)
hypothesis.settings.load_profile("comptoir")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests marked `once` run with SQLite only."""
    if databases.KIND != "postgresql":
        return
    left_out = [item for item in items if item.get_closest_marker("once")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("once")]


def pytest_report_header() -> str:
    return f"comptoir: database {databases.KIND}"


@pytest.fixture(autouse=True, scope="session")
def _guard_writes() -> Iterator[None]:
    with guard.watching():
        yield


@pytest.fixture
def unguarded() -> Iterator[None]:
    """Writes past the door are allowed: for setting the scene where no action could."""
    with guard.allowed():
        yield
