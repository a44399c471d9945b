"""Settings come from one table, as a value or as a file."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from comptoir.config import environment
from comptoir.config.settings.database import _database
from comptoir.config.settings.mail import _mail_server
from comptoir.config.settings.security import _secret_key

pytestmark = pytest.mark.once


def test_a_value_from_a_file_wins_and_loses_its_newline(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "token"
    secret.write_text("s3cret\n")
    monkeypatch.setenv("COMPTOIR_METRICS_TOKEN", "other")
    monkeypatch.setenv("COMPTOIR_METRICS_TOKEN_FILE", str(secret))
    assert environment.text("COMPTOIR_METRICS_TOKEN") == "s3cret"


def test_a_file_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL_FILE", "/nowhere/at/all")
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL_FILE"):
        environment.text("DATABASE_URL")


@pytest.mark.parametrize("wrong", ["eight", "8s", "1.5"])
def test_a_number_must_be_one(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("COMPTOIR_UNDO_SECONDS", wrong)
    with pytest.raises(ImproperlyConfigured, match="COMPTOIR_UNDO_SECONDS"):
        environment.number("COMPTOIR_UNDO_SECONDS")


def test_yes_and_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPTOIR_DEBUG", "Yes")
    assert environment.yes("COMPTOIR_DEBUG")
    monkeypatch.setenv("COMPTOIR_DEBUG", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="COMPTOIR_DEBUG"):
        environment.yes("COMPTOIR_DEBUG")


def test_what_is_not_in_the_table_can_not_be_asked_for() -> None:
    with pytest.raises(KeyError):
        environment.text("COMPTOIR_SOMETHING_ELSE")


def test_nothing_else_reads_the_environment() -> None:
    package = Path(environment.__file__).parents[1]
    readers = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if "os.environ[" in (text := path.read_text())
        or "os.getenv" in text
        or "environ.get" in text
    }
    # The demo starts its own command anew, with other settings.
    assert readers - {"demo/commands/demo.py"} == {"config/environment.py"}


def test_sqlite_waits_for_its_turn_and_survives_a_power_cut() -> None:
    found = _database("")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in found["OPTIONS"]["init_command"]
    assert found["CONN_MAX_AGE"] == 600


def test_postgresql_keeps_its_connections_in_a_pool() -> None:
    found = _database("postgresql://anne:p%40ss@db.example:5433/shop")
    assert (found["HOST"], found["PORT"], found["PASSWORD"]) == ("db.example", 5433, "p@ss")
    assert found["OPTIONS"]["pool"]
    assert found["CONN_MAX_AGE"] == 0


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example", ("mail.example", 25, False, False)),
        ("smtp+tls://u:p@mail.example", ("mail.example", 587, True, False)),
        ("smtp+ssl://u:p@mail.example:4650", ("mail.example", 4650, False, True)),
    ],
)
def test_mail_servers(url: str, expected: tuple[str, int, bool, bool]) -> None:
    found = _mail_server(url)
    assert found is not None
    assert (found["host"], found["port"], found["use_tls"], found["use_ssl"]) == expected


def test_no_mail_server_and_a_wrong_one() -> None:
    assert _mail_server("") is None
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        _mail_server("imap://mail.example")


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COMPTOIR_SECRET_KEY", raising=False)
    kept = tmp_path / "secret.key"
    key = _secret_key(kept)
    assert len(key) >= 50
    assert _secret_key(kept) == key
    assert kept.stat().st_mode & 0o777 == 0o600
