"""Chromium reaches the running site, on the database of this run."""

import pytest

from tests.browser import Browse


@pytest.mark.both
def test_the_site_answers_in_a_browser(browse: Browse) -> None:
    page = browse(width=390)
    answer = page.goto("/healthz")
    assert answer is not None
    assert answer.ok
    assert page.inner_text("body").strip() == "ok"
