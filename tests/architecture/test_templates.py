"""Templates hold what the content security policy lets a browser run."""

import re
from pathlib import Path

import pytest

from tests.architecture.trees import PACKAGE, told

pytestmark = pytest.mark.once

INLINE = {
    "a script written in the page": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    "a style written in the page": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "an event handler": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "something from elsewhere": re.compile(r"(?:src|<link[^>]*href)\s*=\s*[\"']https?:"),
}
# Mails are not pages: mail readers know styles in the text only.
MAILS = "mailing"
DATA = re.compile(r"<script[^>]*type=\"application/(?:json|ld\+json)\"")


def templates() -> list[Path]:
    return [
        path
        for path in sorted(PACKAGE.glob("*/templates/**/*.html"))
        if path.relative_to(PACKAGE).parts[0] != MAILS
    ]


@pytest.mark.parametrize("path", templates(), ids=told)
def test_nothing_inline(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", text, flags=re.DOTALL)
    text = DATA.sub("", text)
    found = [what for what, pattern in INLINE.items() if pattern.search(text)]
    assert not found


def test_every_form_that_posts_carries_the_token() -> None:
    form = re.compile(r"<form\b[^>]*method\s*=\s*[\"']post[\"'].*?</form>", re.I | re.S)
    bare = [
        told(path)
        for path in templates()
        for found in form.findall(path.read_text(encoding="utf-8"))
        if "csrf_token" not in found
    ]
    assert not bare
