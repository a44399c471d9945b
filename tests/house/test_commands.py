"""The command line makes accounts and shops, and says what it can't do."""

import pytest
from click.testing import CliRunner, Result

from comptoir.operations.command import whole
from comptoir.shops.models import Account, Membership, Shop

PASSWORD = "a long enough one"

pytestmark = pytest.mark.django_db


def run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(whole(), arguments, input=typed)


def made_account(email: str = "lea@shop.example") -> Result:
    return run(
        *("user", "create", "--email", email, "--name", "Léa", "--password-stdin"),
        typed=f"{PASSWORD}\n",
    )


def test_an_account_can_sign_in_afterwards() -> None:
    result = made_account()
    assert result.exit_code == 0, result.output
    assert Account.objects.get().check_password(PASSWORD)


def test_a_second_account_with_the_same_address_is_refused() -> None:
    made_account()
    result = made_account("LEA@shop.example")
    assert result.exit_code == 1
    assert "Error:" in result.output
    assert Account.objects.count() == 1


def test_a_weak_password_is_refused_with_the_reason() -> None:
    arguments = ("user", "create", "--email", "a@b.example", "--name", "A", "--password-stdin")
    result = run(*arguments, typed="123\n")
    assert result.exit_code == 1
    assert "short" in result.output


def test_a_shop_takes_currency_and_zone_from_its_country() -> None:
    made_account()
    arguments = ("--owner", "lea@shop.example", "--name", "Atelier Lune", "--country", "fr")
    result = run("shop", "create", "lune", *arguments, "--language", "fr", "--language", "en")
    assert result.exit_code == 0, result.output
    shop = Shop.objects.get()
    assert (shop.currency, shop.zone, shop.languages) == ("EUR", "Europe/Paris", ["fr", "en"])
    assert Membership.objects.get().account.email == "lea@shop.example"
    assert "/desk/lune/orders/" in result.output


@pytest.mark.parametrize(
    ("slug", "owner", "country", "code"),
    [
        ("lune", "nobody@shop.example", "FR", 1),
        ("desk", "lea@shop.example", "FR", 1),
        ("Not Good", "lea@shop.example", "FR", 1),
        ("lune", "lea@shop.example", "US", 2),
        ("lune", "lea@shop.example", "XX", 2),
    ],
)
def test_what_can_not_be_a_shop(slug: str, owner: str, country: str, code: int) -> None:
    made_account()
    result = run("shop", "create", slug, "--owner", owner, "--name", "A", "--country", country)
    assert result.exit_code == code, result.output
    assert not Shop.objects.exists()


def test_every_command_explains_itself() -> None:
    for name in whole().commands:
        result = run(name, "--help")
        assert result.exit_code == 0 or name == "manage"
