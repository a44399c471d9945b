from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.journeys.house import House, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Visit = Callable[..., "Page"]


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One running Comptoir for all journeys of this process."""
    with opened(tmp_path_factory.mktemp("house"), undo_seconds="0") as running:
        yield running


@pytest.fixture(scope="session")
def patient_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One whose mails wait four seconds for an undo."""
    with opened(tmp_path_factory.mktemp("patient"), undo_seconds="4") as running:
        yield running


@pytest.fixture
def visit(chromium: "Browser") -> Iterator[Visit]:
    """A fresh visitor per call; what the page's console complains about fails the test."""
    complaints: list[str] = []
    contexts = []

    def come(
        house: House, *, language: str = "en", width: int = 1280, javascript: bool = True
    ) -> "Page":
        context = chromium.new_context(
            base_url=house.url,
            locale=language,
            viewport={"width": width, "height": 844 if width < 600 else 900},
            java_script_enabled=javascript,
            reduced_motion="reduce",
            has_touch=width < 600,
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        return page

    yield come
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)
