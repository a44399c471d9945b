"""The documentation says what is so."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.trees import PACKAGE, ROOT, python_files, tree
from tools import reference
from tools.address_words import WORDS

pytestmark = pytest.mark.once

DOCS = ROOT / "docs"
# An event's kind: its subject, and what happened to it.
KIND = re.compile(
    r"(?:order|product|category|stock|delivery_method|payment_method|shop|member|invitation"
    r"|tax_rate|view|message|bank_line)\.[a-z_]+"
)
RECORDERS = (PACKAGE / "orders", PACKAGE / "exchange" / "orders_csv")
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:|#)([^)#\s]+)")


def test_made_pages_are_current() -> None:
    # In a process of its own: a command remembers how its help was first asked for.
    checked = (sys.executable, "-m", "tools.reference", "--check")
    done = subprocess.run(checked, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr + "run `make docs`"


def recorded_kinds() -> set[str]:
    """Every kind that is written out where events are recorded."""
    return {
        text
        for path in python_files("comptoir")
        if "actions" in path.parts or path.parent in RECORDERS
        for text in _kinds(path)
    }


def _kinds(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found = KIND.fullmatch(node.value)
            if found:
                yield node.value


def test_events_are_documented() -> None:
    text = (DOCS / "events.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `([a-z_.]+)` \|", text, re.MULTILINE))
    assert documented == recorded_kinds()


def test_addresses_say_what_they_are() -> None:
    known = {name: reference.meaning(name, view) for _path, name, view in reference.addresses()}
    silent = [name for name, meaning in known.items() if not meaning]
    assert not silent, "a first line in the view, or a line in tools/address_words.py"
    assert set(WORDS) <= set(known), "words for addresses that are gone"


def test_links_between_pages_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {link}"
        for page in pages
        for link in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / link).exists()
    ]
    assert not broken


def test_make_targets_that_are_spoken_of_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    spoken = {
        name
        for page in [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]
        for name in re.findall(r"(?:`|^)make ([a-z-]+)", page.read_text(), re.MULTILINE)
    }
    assert spoken <= targets
