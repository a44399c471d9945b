"""Accounts: one per e-mail, whatever its case, with a password worth the name."""

import pytest
from django.test import Client

from comptoir.core.errors import Invalid
from comptoir.shops.actions.change_account import change_account
from comptoir.shops.actions.create_account import create_account
from comptoir.shops.errors import EmailTaken, WeakPassword
from comptoir.shops.models import Account
from tests.factories import NOW, make_account

pytestmark = pytest.mark.django_db
GOOD = "une lune en faience"


def test_the_account_can_sign_in_and_keeps_no_password() -> None:
    account = create_account(email="lea@example.com", password=GOOD, name="Léa", now=NOW)
    assert GOOD not in account.password
    assert Client().login(email="lea@example.com", password=GOOD)


def test_one_account_per_e_mail_whatever_its_case() -> None:
    create_account(email="lea@example.com", password=GOOD, now=NOW)
    with pytest.raises(EmailTaken):
        create_account(email="LEA@example.com", password=GOOD, now=NOW)
    assert Account.objects.count() == 1


@pytest.mark.parametrize("password", ["", "short", "password123", "lea@example.com"])
def test_weak_passwords_are_refused_with_the_reason(password: str) -> None:
    with pytest.raises(WeakPassword) as refused:
        create_account(email="lea@example.com", password=password, now=NOW)
    assert refused.value.field == "password"
    assert len(refused.value.message) > 10
    assert not Account.objects.exists()


@pytest.mark.parametrize("email", ["", "lea", "lea@", "a b@example.com"])
def test_what_is_no_e_mail_is_refused(email: str) -> None:
    with pytest.raises(Invalid) as refused:
        create_account(email=email, password=GOOD, now=NOW)
    assert refused.value.field == "email"


def test_name_and_language_are_the_person_s_own() -> None:
    account = make_account()
    change_account(account_id=account.id, name="  Léa Martin ", language="fr", now=NOW)
    account.refresh_from_db()
    assert (account.name, account.language) == ("Léa Martin", "fr")


@pytest.mark.parametrize("fields", [{"name": "Léa\x1b"}, {"name": "L\né"}, {"language": "tlh"}])
def test_names_and_languages_that_can_t_be_are_refused(fields: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        create_account(email="lea@example.com", password=GOOD, now=NOW, **fields)
    assert not Account.objects.exists()


def test_a_name_with_control_characters_is_refused() -> None:
    account = make_account()
    with pytest.raises(Invalid):
        change_account(account_id=account.id, name="Léa\x00", language="fr", now=NOW)
    account.refresh_from_db()
    assert account.name == ""
