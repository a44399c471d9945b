"""The command tells in words or JSON, in English or French, and its exit code means something."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import connection
from pytest_django.fixtures import Settings

from comptoir.operations.command import whole
from comptoir.operations.commands import doctor
from comptoir.operations.doctor.checks import INSTALLATION, ROWS, database, installation
from comptoir.operations.doctor.examine import ask
from comptoir.operations.doctor.finding import Check, Scope
from tests.factories import NOW, make_order, make_shop

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test database's own short cuts are no finding; what is looked at here is the rest."""
    monkeypatch.setattr(database, "SQLITE", {"foreign_keys": {1}})
    monkeypatch.setattr(database, "POSTGRESQL", {"server_encoding": {"UTF8"}})


def run(*arguments: str) -> Result:
    return CliRunner().invoke(whole(), ["doctor", *arguments], env={"LANG": "C", "LC_ALL": ""})


def spoil() -> str:
    order = make_order(make_shop())
    with connection.cursor() as cursor:
        cursor.execute("UPDATE orders_order SET payment_state = 'paid'")
    return order.number


@pytest.mark.usefixtures("unguarded")
def test_all_is_well_or_something_was_found_with_what_to_do() -> None:
    result = run()
    assert result.exit_code == 0, result.output
    assert "All is well." in result.output
    number = spoil()
    result = run()
    assert result.exit_code == 1
    assert f"{number}: Its payment state is Paid and must be Unpaid." in result.output
    assert "report it" in result.output


@pytest.mark.usefixtures("unguarded")
def test_it_speaks_french_when_the_terminal_does() -> None:
    spoil()
    result = CliRunner().invoke(whole(), ["doctor"], env={"LC_ALL": "fr_FR.UTF-8"})
    assert "Son état de paiement est Payée" in result.output
    assert "son état de paiement est payée" in run("--language", "fr").output.lower()


@pytest.mark.usefixtures("unguarded")
def test_json_is_for_programs() -> None:
    number = spoil()
    result = run("--json")
    document = json.loads(result.stdout)
    assert result.exit_code == 1
    assert not document["clean"]
    assert {check["name"] for check in document["checks"]} == {
        check.name for check in (*ROWS, *INSTALLATION)
    }
    (found,) = [check for check in document["checks"] if check["name"] == "payment-states"]
    assert found["count"] == 1
    assert found["findings"][0]["where"] == number


@pytest.mark.usefixtures("unguarded")
def test_another_shop_is_not_spoken_of() -> None:
    spoil()
    assert run("--shop", make_shop(slug="quiet").slug).exit_code == 0


def test_it_says_when_it_could_not_look(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("--shop", "nowhere").exit_code == 2
    monkeypatch.setattr(doctor, "pending_migrations", lambda: ["orders.0099_more"])
    result = run()
    assert result.exit_code == 2
    assert "orders.0099_more" in result.output


def asked(name: str) -> list[tuple[str, str]]:
    (check,) = [one for one in INSTALLATION if one.name == name]
    return [(one.where, one.what) for one in ask(check, Scope(NOW, {})).first]


def test_a_key_that_others_can_read_is_found(settings: Settings, tmp_path: Path) -> None:
    settings.COMPTOIR_HOME = tmp_path
    key = tmp_path / "secret.key"
    key.write_text("x")
    key.chmod(0o600)
    assert not asked("keys")
    key.chmod(0o640)
    assert asked("keys")[0][0] == str(key)


def test_settings_for_a_trial_are_found(settings: Settings) -> None:
    assert not asked("settings")
    settings.COMPTOIR_HOST, settings.COMPTOIR_URL = "shop.example", "http://shop.example"
    settings.DEBUG = True
    assert [where for where, _what in asked("settings")] == [
        "COMPTOIR_DEBUG",
        "COMPTOIR_URL",
        "EMAIL_URL",
    ]


def test_a_full_disk_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not asked("disk")
    monkeypatch.setattr(installation, "LEAST_FREE", 1 << 62)
    assert "MB are free" in asked("disk")[0][1]


def test_a_database_that_may_forget_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not asked("durability")
    # The tests' own database does without what these promise.
    monkeypatch.setattr(database, "SQLITE", {"synchronous": {2, 3}})
    monkeypatch.setattr(database, "POSTGRESQL", {"fsync": {"on"}})
    assert [where for where, _what in asked("durability")] == [
        "synchronous" if connection.vendor == "sqlite" else "fsync"
    ]


@pytest.mark.usefixtures("unguarded")
def test_a_search_that_nothing_keeps_in_step_is_found() -> None:
    assert not asked("database")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER orders_search_changed")
        else:
            cursor.execute("DROP INDEX orders_search_trigrams")
    assert "search" in asked("database")[0][1]


def test_checks_have_names_of_their_own() -> None:
    checks: list[Check] = [*ROWS, *INSTALLATION]
    assert len({check.name for check in checks}) == len(checks)
