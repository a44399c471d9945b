"""The backup command: a name of its own, never over another file, nothing left when it fails."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from comptoir.operations.backup import make
from comptoir.operations.backup.reading import opened
from comptoir.operations.command import whole
from tests.factories import make_shop

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> Result:
    return CliRunner().invoke(whole(), ["backup", *arguments])


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_without_a_name_it_is_named_after_the_moment(tmp_path: Path) -> None:
    make_shop()
    result = run()
    assert result.exit_code == 0, result.output
    (file,) = tmp_path.iterdir()
    assert file.name.startswith("comptoir-20")
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.name in result.output


def test_an_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    there = tmp_path / "mine.zip"
    there.write_text("precious")
    result = run("mine.zip")
    assert result.exit_code == 1
    assert "not overwritten" in result.output
    assert there.read_text() == "precious"


def test_keys_only_when_asked_for(tmp_path: Path, settings: Any) -> None:
    settings.COMPTOIR_HOME = tmp_path
    (tmp_path / "secret.key").write_text("the key")
    run("without.zip")
    run("with.zip", "--with-keys")
    with opened(tmp_path / "without.zip") as without, opened(tmp_path / "with.zip") as holds:
        assert without.manifest["keys"] == []
        assert [one["name"] for one in holds.manifest["keys"]] == ["secret.key"]


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(make, "last_ids", full)
    result = run("full.zip")
    assert result.exit_code == 1
    assert "No space left on device" in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_database_that_is_not_up_to_date_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make, "pending_migrations", lambda: ["orders.0099_more"])
    result = run("early.zip")
    assert result.exit_code == 1
    assert "run `comptoir migrate`" in result.output
