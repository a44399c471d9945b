"""Pytest plugin: Chromium for journeys.

`browse()` opens a page of the running site; what the page's console complains about fails the
test. Without a Chromium on the machine these tests are left out, and the run says so loudly.
"""

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Protocol

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.fixtures import Settings
    from pytest_django.live_server_helper import LiveServer

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((found for name in NAMES if (found := shutil.which(name))), None)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Browse(Protocol):
    def __call__(
        self,
        *,
        language: str = "en",
        width: int = 1280,
        javascript: bool = True,
        dark: bool = False,
    ) -> "Page": ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    left_out = [report.nodeid for report in skipped if "no Chromium" in str(report.longrepr)]
    if left_out:
        terminalreporter.section("NO CHROMIUM: these browser tests were LEFT OUT", "!", red=True)
        for name in left_out:
            terminalreporter.line(name)


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    from playwright.sync_api import expect, sync_playwright

    # A busy machine is slow, not wrong.
    expect.set_options(timeout=20_000)
    # Playwright keeps an event loop in this thread; the tests' own queries here are ordinary ones.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def browse(
    chromium: "Browser", live_server: "LiveServer", settings: "Settings"
) -> Iterator[Browse]:
    """A fresh visitor per call: no cookies, this language, this width."""
    settings.COMPTOIR_URL = live_server.url
    complaints: list[str] = []
    contexts = []

    def visit(
        *, language: str = "en", width: int = 1280, javascript: bool = True, dark: bool = False
    ) -> "Page":
        context = chromium.new_context(
            base_url=live_server.url,
            locale=language,
            viewport={"width": width, "height": 844 if width < 600 else 900},
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            has_touch=width < 600,
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda line: (
                complaints.append(f"{page.url}: {line.text}")
                if line.type == "error" and "status of 4" not in line.text
                else None
            ),
        )
        return page

    yield visit
    for context in contexts:
        context.close()
    assert not complaints, "the browser's console complained:\n" + "\n".join(complaints)
