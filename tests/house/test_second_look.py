"""What the suite's second look lets through, and what it never does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ONCE = """
from pathlib import Path
def test_it():
    seen = Path(__file__).with_suffix(".seen")
    first, _ = not seen.exists(), seen.touch()
    assert not first
"""
EXAMPLES = ONCE.replace(
    "def test_it():",
    "from hypothesis import given, settings, strategies\n"
    "@settings(max_examples=1, database=None)\n"
    "@given(strategies.just(1))\n"
    "def test_it(_):",
)


def _run(folder: Path, **files: str) -> subprocess.CompletedProcess[str]:
    folder.joinpath("pytest.ini").touch()
    for name, text in files.items():
        file = folder / f"{name}.py"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    command = (sys.executable, "-m", "pytest", "-p", "tests.second_look", "-p", "no:django", ".")
    surroundings = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "DJANGO"))}
    surroundings["PYTHONPATH"] = str(ROOT)
    return subprocess.run(
        command, cwd=folder, env=surroundings, capture_output=True, text=True, check=False
    )


@pytest.mark.once
def test_what_passes_alone_is_named_and_lets_the_suite_pass(tmp_path: Path) -> None:
    done = _run(tmp_path, test_one=ONCE, test_two="def test_well(): pass")
    assert done.returncode == 0, done.stdout
    assert "UNSTEADY" in done.stdout
    assert done.stdout.rindex("test_one.py::test_it") > done.stdout.index("UNSTEADY")


@pytest.mark.once
@pytest.mark.parametrize(
    "files",
    [
        {"test_one": "def test_it(): assert False"},
        {"test_one": EXAMPLES},
        {"races/test_one": ONCE},
        {f"test_{name}": ONCE for name in "abcd"},
    ],
    ids=["fails again", "an example of Hypothesis", "a race", "too many"],
)
def test_no_second_look_helps(tmp_path: Path, files: dict[str, str]) -> None:
    done = _run(tmp_path, **files)
    assert done.returncode == 1, done.stdout
    assert "UNSTEADY" not in done.stdout
