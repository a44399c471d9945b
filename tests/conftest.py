"""What every test gets: the guard against writes past the door, and the choice of tests per run."""

from collections.abc import Iterator

import hypothesis
import pytest
from django.utils import translation

from comptoir.core import kept
from comptoir.ui import whole
from comptoir.ui.templatetags import once
from tests import databases, guard

# Two noisy cores: how long an example takes says nothing about the code.
hypothesis.settings.register_profile("comptoir", deadline=None, database=None)
hypothesis.settings.load_profile("comptoir")


DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The PostgreSQL run leaves out what would only be done a second time."""
    if databases.KIND != "postgresql":
        return
    taken: list[pytest.Item] = []
    left_out: list[pytest.Item] = []
    for item in items:
        (taken if _worth_repeating(item) else left_out).append(item)
    config.hook.pytest_deselected(items=left_out)
    items[:] = taken


def _worth_repeating(item: pytest.Item) -> bool:
    """What speaks to the database; journeys in the browser only where they ask for it."""
    fixtures = set(getattr(item, "fixturenames", ()))
    if item.get_closest_marker("once"):
        return False
    if "chromium" in fixtures:
        return item.get_closest_marker("both") is not None
    return item.get_closest_marker("django_db") is not None or bool(fixtures & DATABASE_FIXTURES)


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


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """Each test begins in the installation's language: a page read before leaves its own behind."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Tests roll back, and ids and revisions begin anew: what was kept of a shop is another's."""
    kept.forget()
    once.forget()
    whole.forget()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--examples",
        type=int,
        default=8,
        help="Runs of the state machine of orders; 25 steps each (default: 8).",
    )
