"""What is pinned is what is asked for, by hash, and says nothing of where it came from."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text()
    assert "://" not in text
    found = {pin["name"].lower(): pin["version"] for pin in PIN.finditer(text)}
    assert text.count("--hash=sha256:") >= len(found)
    return found


def asked(*extras: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lines = list(project["dependencies"])
    for extra in extras:
        lines += project["optional-dependencies"][extra]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize(
    ("lock", "extras"),
    [("requirements.lock", ("build",)), ("requirements-dev.lock", ("build", "dev"))],
)
def test_every_dependency_is_pinned_as_asked(lock: str, extras: tuple[str, ...]) -> None:
    pinned = pins(lock)
    for requirement in asked(*extras):
        name = requirement.name.lower().replace("_", "-")
        assert name in pinned, f"{name} is not in {lock}: run `make lock`"
        assert requirement.specifier.contains(pinned[name], prereleases=True), name


def test_tests_run_with_what_runs_in_use() -> None:
    used, tested = pins("requirements.lock"), pins("requirements-dev.lock")
    assert used.items() <= tested.items()
