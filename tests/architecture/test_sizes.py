"""Files and functions stay small, and names say what is inside."""

import pytest

from tests.architecture.trees import PACKAGE, ROOT, functions, python_files, told

pytestmark = pytest.mark.once

SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "services"}
OWN = ("comptoir", "tests", "tools", "bench")


def test_files_have_at_most_400_lines() -> None:
    texts = [
        path
        for suffix in ("*.css", "*.js", "*.html", "*.mjml")
        for path in sorted(PACKAGE.rglob(suffix))
    ]
    long = {
        told(path): lines
        for path in [*python_files(*OWN), *texts]
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long


def test_functions_have_at_most_50_lines() -> None:
    long = {
        f"{told(path)}:{function.name}": lines
        for path in python_files(*OWN)
        for function in functions(path)
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > 50
    }
    assert not long


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty = [
        told(path)
        for path in python_files(*OWN)
        if SAY_NOTHING & {path.stem, *path.relative_to(ROOT).parent.parts}
    ]
    assert not empty


def test_no_type_ignore_without_a_reason() -> None:
    mark = "# type: " + "ignore"
    bare = [
        f"{told(path)}:{number}"
        for path in python_files(*OWN)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if mark in line and "#" not in line.split(mark, 1)[1]
    ]
    assert not bare
